import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { affectedBy, withRelease } from '../support/cloudformation';
import { container, environmentAlone, list, newApp, only, resources, statements, synthesise } from '../support/synthesis';

const app = synthesise();
const production = app.production.toJSON();
const parameter = Object.keys(production.Parameters).find((name) => production.Parameters[name].Default === '/Guestbook/production/release')!;

describe('point 1: no release, no processes', () => {
  const of = (released: boolean, type: string): any[] => Object.values<any>(withRelease(production, released)).filter((one) => one.Type === type);

  test('every count is zero and every schedule is off while the ledger says none', () => {
    expect(of(false, 'AWS::ECS::Service').map((one) => one.Properties.DesiredCount)).toEqual([0, 0]);
    expect(of(false, 'AWS::ApplicationAutoScaling::ScalableTarget').map((one) => one.Properties.MinCapacity)).toEqual([0, 0]);
    expect(of(false, 'AWS::Scheduler::Schedule').map((one) => one.Properties.State)).toEqual(['DISABLED']);
  });

  test('the first release starts the processes and turns the schedules on', () => {
    expect(of(true, 'AWS::ApplicationAutoScaling::ScalableTarget').map((one) => one.Properties.MinCapacity)).toEqual([2, 2]);
    expect(of(true, 'AWS::Scheduler::Schedule').map((one) => one.Properties.State)).toEqual(['ENABLED']);
  });

  test('the template needs neither a placeholder image nor Docker on the machine of who deploys', () => {
    expect(withRelease(production, false)).not.toEqual(withRelease(production, true));
    const images = Object.values<any>(app.app.node.root.node.findAll()).filter((one) => one.constructor.name === 'DockerImageAsset');
    expect(images).toEqual([]);
  });
});

describe('point 2: the template reads the release', () => {
  test('the one parameter is the name of the current entry, whose value CloudFormation reads at every update', () => {
    expect(production.Parameters[parameter]).toMatchObject({ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/Guestbook/production/release' });
    const own = Object.keys(production.Parameters).filter((name) => name !== 'BootstrapVersion');
    expect(own).toEqual([parameter]);
  });

  test.each(['web', 'worker', 'seed', 'backup'])('the image of %s is that digest, in the one repository', (name) => {
    const [, image] = container(app.production, name).Image['Fn::If'];
    expect(image['Fn::Join'][1].slice(-2)).toEqual(['/guestbook@', { Ref: parameter }]);
  });

  test('there is no other image', () => {
    const images = Object.values<any>(resources(app.production, 'AWS::ECS::TaskDefinition')).flatMap((one) => one.Properties.ContainerDefinitions);
    expect(images).toHaveLength(4);
    expect(images.every((one) => JSON.stringify(one.Image).includes(`{"Ref":"${parameter}"}`))).toBe(true);
  });

  test('a task is told which image it runs', () => {
    expect(container(app.production, 'web').Environment).toContainEqual({ Name: 'RELEASE', Value: { Ref: parameter } });
  });

  test('the environment depends on the stack that creates its ledger', () => {
    const stacks = app.app.node.children.map((one: any) => [one.node.id, one.dependencies?.map((other: any) => other.node.id).sort()]);
    expect(Object.fromEntries(stacks)).toMatchObject({ Staging: ['Codebase'], Production: ['Codebase', 'Staging'] });
  });
});

describe('point 4: one release moves everything, and only what a release may move', () => {
  test('a change of the release reaches task definitions, services, scalable targets and schedules, and nothing else', () => {
    const types = affectedBy(production, parameter).map((id) => production.Resources[id].Type);
    expect([...new Set(types)].sort()).toEqual([
      'AWS::ApplicationAutoScaling::ScalableTarget', 'AWS::ECS::Service', 'AWS::ECS::TaskDefinition', 'AWS::Scheduler::Schedule',
    ]);
    expect(types.filter((type) => type === 'AWS::ECS::TaskDefinition')).toHaveLength(4);
  });
});

describe('point 6: a release may choose only the image', () => {
  const policy = statements(app.production).filter(({ holder }) => holder.startsWith('ReleaseRole')).map(({ statement }) => statement);
  const actions = [...new Set(policy.flatMap((one) => list<string>(one.Action)))].sort();

  test('the release role can do what a release does', () => {
    expect(actions).toEqual([
      'application-autoscaling:DescribeScalableTargets',
      'application-autoscaling:DescribeScheduledActions',
      'application-autoscaling:ListTagsForResource',
      'application-autoscaling:RegisterScalableTarget',
      'ecs:DeregisterTaskDefinition',
      'ecs:DescribeServiceDeployments',
      'ecs:DescribeServices',
      'ecs:DescribeTaskDefinition',
      'ecs:ListServiceDeployments',
      'ecs:ListTagsForResource',
      'ecs:RegisterTaskDefinition',
      'ecs:StopServiceDeployment',
      'ecs:TagResource',
      'ecs:UpdateService',
      'iam:GetRole',
      'iam:PassRole',
      'scheduler:GetSchedule',
      'scheduler:UpdateSchedule',
      'ssm:GetParameters',
    ]);
  });

  test('it can pass the roles of its own tasks and schedules only, each to the service that runs them', () => {
    const passed = policy.filter((one) => list(one.Action).includes('iam:PassRole'))
      .map((one) => [list<any>(one.Resource).map((arn) => arn['Fn::GetAtt']?.[0] ?? 'service-linked'), one.Condition.StringEquals['iam:PassedToService']]);
    expect(passed).toEqual([
      [expect.arrayContaining([expect.stringContaining('webTaskTaskRole'), expect.stringContaining('webTaskExecutionRole')]), 'ecs-tasks.amazonaws.com'],
      [['service-linked'], ['application-autoscaling.amazonaws.com', 'ecs.application-autoscaling.amazonaws.com']],
      [[expect.stringContaining('backupRunRole')], 'scheduler.amazonaws.com'],
    ]);
    expect(passed[0][0]).toHaveLength(8);
  });

  test('it registers revisions of the app\'s own families only', () => {
    const register = policy.find((one) => list(one.Action).includes('ecs:RegisterTaskDefinition'));
    const families = register.Resource.map((arn: any) => arn['Fn::Join'][1].at(-1));
    expect(families.sort()).toEqual(['backup', 'seed', 'web', 'worker'].map((name) => `:task-definition/Guestbook-production-${name}:*`));
  });

  test('it reads its own ledger, and the version that CDK\'s own rule in the template checks', () => {
    const read = policy.find((one) => list(one.Action).includes('ssm:GetParameters'));
    expect(read.Resource.map((arn: any) => arn['Fn::Join'][1].at(-1)).sort()).toEqual([
      ':parameter/Guestbook/production/release', ':parameter/Guestbook/production/releases/*', ':parameter/cdk-bootstrap/hnb659fds/version',
    ]);
  });

  test('only CloudFormation can assume it', () => {
    const [role] = Object.values<any>(resources(app.production, 'AWS::IAM::Role')).filter((one) => one.Properties.Description?.includes('during a release'));
    expect(role.Properties.AssumeRolePolicyDocument.Statement)
      .toEqual([{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'cloudformation.amazonaws.com' } }]);
  });

  test('it reads whatever else the stack looks up when it is updated', () => {
    const own = newApp();
    const { environment, template } = environmentAlone({}, own, (stack) => void StringParameter.valueForStringParameter(stack, '/shared/vpc/name'));
    const reads = statements(template).filter(({ holder, statement }) => holder.startsWith('GuestbookReleaseRole') && statement.Action === 'ssm:GetParameters');
    expect(JSON.stringify(reads)).toContain(':parameter/shared/vpc/name');
    expect(environment.releaseRole).toBeDefined();
  });

  test('the pipeline may update an environment under its release role only', () => {
    const updates = statements(app.pipeline).map(({ statement }) => statement).filter((one) => list(one.Action).includes('cloudformation:UpdateStack'));
    expect(updates).toHaveLength(2);
    for (const update of updates) {
      expect(list(update.Action)).toEqual(['cloudformation:UpdateStack']);
      expect(JSON.stringify(update.Condition.StringEquals['cloudformation:RoleArn'])).toMatch(/role\/Guestbook-(staging|production)-release-/);
      expect(JSON.stringify(update.Resource)).toMatch(/stack\/Guestbook-(Staging|Production)\/\*/);
    }
  });
});

describe('point 7: the count belongs to autoscaling', () => {
  test('no count is named once there is a release, so that no update resets it', () => {
    const services = Object.values<any>(withRelease(production, true)).filter((one) => one.Type === 'AWS::ECS::Service');
    expect(services).toHaveLength(2);
    services.forEach((one) => expect(one.Properties).not.toHaveProperty('DesiredCount'));
  });
});

describe('what the release script reads', () => {
  const outputs = production.Outputs;

  test('the outputs have plain names', () => {
    expect(outputs).toMatchObject({
      ReleaseLedger: { Value: '/Guestbook/production' },
      ReleaseParameter: { Value: parameter },
      ReleaseRoleArn: { Value: { 'Fn::Join': ['', expect.arrayContaining([':role/Guestbook-production-release-'])] } },
      ReleasesKept: { Value: '20' },
      ImageRepository: { Value: { 'Fn::Join': ['', expect.arrayContaining(['.dkr.ecr.', '/guestbook'])] } },
      ClusterName: {},
      Url: {},
    });
  });

  test('the processes are told with what they run at the least', () => {
    const text = outputs.ReleaseProcesses.Value['Fn::Join'][1].map((one: any) => (typeof one === 'string' ? one : 'name')).join('');
    expect(JSON.parse(text)).toEqual({
      web: { service: 'name', container: 'web', minimum: 2 },
      worker: { service: 'name', container: 'worker', minimum: 2 },
    });
  });
});

describe('how to release and how to roll back', () => {
  // As a CI has it: a folder that the package was installed into, an aws command, and the digest in a variable.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'own-pipeline-'));
  fs.mkdirSync(path.join(folder, 'node_modules'));
  fs.symlinkSync(path.resolve(__dirname, '..', '..'), path.join(folder, 'node_modules', 'cdk-twelve-factor-fargate'));
  fs.writeFileSync(path.join(folder, 'aws'), '#!/bin/sh\necho "$@" >&2\nexit 1\n', { mode: 0o755 });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  /** The very text, in a shell. The script asks for the stack once it has understood everything. */
  function run(command: string, digest: string): { status: number | null; stderr: string } {
    const env = { PATH: `${folder}${path.delimiter}${process.env.PATH}`, DIGEST: digest };
    return spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' });
  }
  const text = (value: any): string => typeof value === 'string' ? value
    : value['Fn::Join'][1].map((one: any) => one.Ref === 'AWS::Region' ? 'eu-west-1' : one).join('');

  test.each(['HowToRelease', 'HowToRollBack'])('%s is a command line that the script understands, in whatever region the stack is', (name) => {
    const command = text(production.Outputs[name].Value);
    expect(command).toContain('--stack Guestbook-Production --region eu-west-1');
    const { status, stderr } = run(command, `sha256:${'a'.repeat(64)}`);
    expect(stderr).toBe('aws cloudformation describe-stacks: cloudformation describe-stacks --stack-name Guestbook-Production --region eu-west-1 --output json\n');
    expect(status).toBe(1);
  });

  test('what it does not understand it says at once', () => {
    expect(run(text(production.Outputs.HowToRelease.Value), '')).toMatchObject({ status: 2, stderr: expect.stringContaining('--digest is ""') });
  });
});

test('whoever releases may tag images of this repository and delete old entries of this ledger, and delete no image', () => {
  const holders = statements(app.pipeline).filter(({ holder }) => holder.includes('Production'));
  const of = (action: string) => holders.map(({ statement }) => statement).filter((one) => list(one.Action).includes(action));
  expect(of('ecr:PutImage').map((one) => [list(one.Action).sort(), one.Resource['Fn::Join'][1].at(-1)]))
    .toEqual([[['ecr:BatchGetImage', 'ecr:ListImages', 'ecr:PutImage'], ':repository/guestbook']]);
  expect(of('ssm:DeleteParameter').map((one) => [list(one.Action), one.Resource['Fn::Join'][1].at(-1)]))
    .toEqual([[['ssm:DeleteParameter'], ':parameter/Guestbook/production/releases/*']]);
  expect(of('ecr:BatchDeleteImage')).toEqual([]);
});

test('the names of what is left when a release is rolled back do not depend on it: the schedule is named, not numbered', () => {
  expect(only(app.production, 'AWS::Scheduler::Schedule').Name).toBe('Guestbook-production-backup');
});
