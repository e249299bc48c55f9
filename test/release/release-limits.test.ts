import { CfnResource, Fn, Tags } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Environment, Process, TaskSize } from '../../src';
import { environmentAlone, list, newApp, statements, WITHOUT_VALIDATOR } from '../support/synthesis';

type Alone = ReturnType<typeof environmentAlone>;

/** The statements of the release role that allow an action. */
function allowing(alone: Alone, action: string): any[] {
  return statements(alone.template).filter(({ holder }) => holder.includes('ReleaseRole')).map(({ statement }) => statement)
    .filter((one) => list(one.Action).includes(action));
}

function only(alone: Alone, action: string): any {
  const found = allowing(alone, action);
  expect(found).toHaveLength(1);
  return found[0].Condition;
}

const service = ({ environment }: Alone, process: string) => environment.process(process).service.node.defaultChild as CfnResource;
const last = (arn: any) => arn['Fn::Join'][1].at(-1);

describe('what a release may ask for', () => {
  const alone = environmentAlone({ environment: Environment.production({ sizes: { worker: { size: TaskSize.XLARGE } } }) });

  test('its services run their own tasks, in the subnets, without public addresses and ECS Exec', () => {
    const condition = only(alone, 'ecs:UpdateService');
    expect(condition.ArnLikeIfExists['ecs:task-definition'].map(last)).toEqual(['web', 'worker'].map((name) => `:task-definition/Guestbook-production-${name}:*`));
    expect(condition['ForAllValues:StringEquals']).toEqual({ 'ecs:subnet': [1, 2].map((index) => ({ Ref: expect.stringMatching(`PrivateSubnet${index}Subnet`) })) });
    expect(condition.StringEqualsIfExists).toEqual({
      'ecs:enable-execute-command': 'false', 'ecs:enable-service-connect': 'false', 'ecs:enable-vpc-lattice': 'false', 'ecs:enable-ebs-volumes': 'false',
    });
    expect(condition.BoolIfExists).toEqual({ 'ecs:auto-assign-public-ip': 'false' });
  });

  test('no task is larger than the largest', () => {
    expect(only(alone, 'ecs:RegisterTaskDefinition')).toEqual({ NumericLessThanEqualsIfExists: { 'ecs:task-cpu': '2048', 'ecs:task-memory': '4096' } });
  });

  test('the targets that it scales are its own by their tags, where they have any', () => {
    // They are there, tagged, from the first deployment, which is not under this role: a release registers them anew.
    const targets = Object.values<any>(alone.template.findResources('AWS::ApplicationAutoScaling::ScalableTarget'));
    expect(targets).toHaveLength(2);
    targets.forEach((one) => {
      expect(one).not.toHaveProperty('Condition');
      expect(one.Properties.Tags).toEqual(expect.arrayContaining([{ Key: 'app', Value: 'Guestbook' }, { Key: 'environment', Value: 'production' }]));
    });
    expect(only(alone, 'application-autoscaling:RegisterScalableTarget').StringEqualsIfExists)
      .toEqual({ 'aws:ResourceTag/app': ['Guestbook'], 'aws:ResourceTag/environment': ['production'] });
  });
});

describe('what is changed on a resource holds for a release too', () => {
  const changed = environmentAlone({}, newApp(WITHOUT_VALIDATOR)); // values that show where they come from
  service(changed, 'web').addPropertyOverride('EnableExecuteCommand', true);
  service(changed, 'web').addPropertyOverride('NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp', 'ENABLED');
  ['web', 'worker'].forEach((name) => service(changed, name).addPropertyOverride('NetworkConfiguration.AwsvpcConfiguration.Subnets', ['subnet-1', 'subnet-2']));
  service(changed, 'worker').addPropertyOverride('NetworkConfiguration.AwsvpcConfiguration.Subnets', ['subnet-2', 'subnet-3']);
  const task = (name: string) => changed.environment.process(name).taskDefinition.node.defaultChild as CfnResource;
  task('web').addPropertyOverride('Cpu', '8192');
  task('worker').addPropertyOverride('Memory', Fn.ref('AWS::Region'));
  Tags.of(changed.environment.process('web').scalableTarget).add('environment', 'live');

  test('ECS Exec and public addresses, where one service has them', () => {
    expect(only(changed, 'ecs:UpdateService')).not.toHaveProperty('BoolIfExists');
    expect(Object.keys(only(changed, 'ecs:UpdateService').StringEqualsIfExists)).toEqual(['ecs:enable-service-connect', 'ecs:enable-vpc-lattice', 'ecs:enable-ebs-volumes']);
  });

  test('subnets, those of all services', () => {
    expect(only(changed, 'ecs:UpdateService')['ForAllValues:StringEquals']).toEqual({ 'ecs:subnet': ['subnet-1', 'subnet-2', 'subnet-3'] });
  });

  test('sizes; one that only CloudFormation knows is no limit', () => {
    expect(only(changed, 'ecs:RegisterTaskDefinition')).toEqual({ NumericLessThanEqualsIfExists: { 'ecs:task-cpu': '8192' } });
  });

  test('tags', () => {
    expect(only(changed, 'application-autoscaling:RegisterScalableTarget').StringEqualsIfExists['aws:ResourceTag/environment']).toEqual(['live', 'production']);
  });
});

test('what a template does not say is no condition; and a condition is lifted by another statement, as docs/security.md says', () => {
  const bare = environmentAlone({}, newApp(WITHOUT_VALIDATOR));
  const { environment } = bare;
  environment.releaseRole.addToPrincipalPolicy(new PolicyStatement({ actions: ['ecs:UpdateService'], resources: environment.services.map((one) => one.serviceArn) }));
  ['web', 'worker'].forEach((name) => {
    service(bare, name).addPropertyDeletionOverride('NetworkConfiguration');
    Tags.of(bare.environment.process(name).scalableTarget).remove('app', { priority: 300 });
    Tags.of(bare.environment.process(name).scalableTarget).remove('environment', { priority: 300 });
  });
  const [conditional, lifted] = allowing(bare, 'ecs:UpdateService');
  expect(conditional.Condition).not.toHaveProperty('ForAllValues:StringEquals');
  expect(lifted).toEqual({ Action: 'ecs:UpdateService', Effect: 'Allow', Resource: [{ Ref: expect.any(String) }, { Ref: expect.any(String) }] });
  expect(only(bare, 'application-autoscaling:RegisterScalableTarget')).not.toHaveProperty('StringEqualsIfExists');
});

test('subnets that only CloudFormation knows stay one list', () => {
  const alone = environmentAlone({ processes: { worker: Process.worker({ command: ['node', 'worker.js'] }) } }, newApp());
  const subnets = { 'Fn::Split': [',', { 'Fn::ImportValue': 'Subnets' }] };
  service(alone, 'worker').addPropertyOverride('NetworkConfiguration.AwsvpcConfiguration.Subnets', subnets);
  expect(only(alone, 'ecs:UpdateService')['ForAllValues:StringEquals']).toEqual({ 'ecs:subnet': subnets });
});

test('services share a statement by tens, each with its own family', () => {
  const workers = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`worker${index}`, Process.worker({ command: ['node', 'worker.js'] })]));
  const groups = allowing(environmentAlone({ processes: { web: Process.web(), ...workers } }, newApp()), 'ecs:UpdateService');
  expect(groups.map((one) => list(one.Resource).length).sort()).toEqual([10, 2]);
  const families = groups.map((one) => one.Condition.ArnLikeIfExists['ecs:task-definition'].map(last));
  expect(families.map((one) => one.length).sort()).toEqual([10, 2]);
  expect(new Set(families.flat()).size).toBe(12);
});
