/** The real script as a child process, with a stand-in for the AWS CLI on the PATH. test/fake-deletion.mjs says how honest that one is. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { standIn } from './stand-in';

jest.setTimeout(60_000);

const SCRIPT = join(__dirname, '..', 'delete.mjs');
const EXECUTION_ROLE = 'arn:aws:iam::111111111111:role/cdk-hnb659fds-cfn-exec-role-111111111111-eu-west-1';
const releaseRole = (name: string) => `arn:aws:iam::111111111111:role/${name}-release-eu-west-1`;

const own = standIn('fake-deletion.mjs', 'delete-');

type Resource = [logicalId: string, type: string, physicalId: string, policy?: string, properties?: object];

interface State {
  inject: Record<string, number | string | boolean>;
  stacks: any[];
  balancers: Record<string, boolean>;
  versions: Record<string, number[]>;
  rollouts: any[];
  tasks: any[];
  parameters: string[];
  repositories: string[];
  calls: string[][];
}

function stack(StackName: string, day: number, resources: Resource[], more: object = {}, outputs?: Record<string, string>) {
  return {
    StackName,
    StackId: `arn:aws:cloudformation:eu-west-1:111111111111:stack/${StackName}/1`,
    StackStatus: 'UPDATE_COMPLETE',
    CreationTime: `2026-11-${String(day).padStart(2, '0')}T12:00:00Z`,
    Tags: [{ Key: 'app', Value: 'Guestbook' }],
    Parameters: [{ ParameterKey: 'BootstrapVersion', ParameterValue: '/cdk-bootstrap/hnb659fds/version' }],
    RoleARN: EXECUTION_ROLE,
    ...(outputs && { Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })) }),
    template: {
      Resources: Object.fromEntries(resources.map(([id, Type, , DeletionPolicy, Properties]) => [id, { Type, DeletionPolicy, Properties }])),
      ...(outputs && { Outputs: Object.fromEntries(Object.entries(outputs).map(([key, Value]) => [key, { Value }])) }),
    },
    resources: resources.map(([LogicalResourceId, ResourceType, PhysicalResourceId]) => (
      { LogicalResourceId, ResourceType, PhysicalResourceId, ResourceStatus: 'CREATE_COMPLETE' })),
    events: [{ LogicalResourceId: 'Old', ResourceStatus: 'DELETE_FAILED', ResourceStatusReason: 'long ago', ClientRequestToken: 'delete-old' }],
    ...more,
  };
}

const balancer = (name: string) => `arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/${name}/1`;

/** An environment as it is after a release. */
function environment(name: string, day: number, more: object = {}, outputs: Record<string, string> = {}) {
  const StackName = `Guestbook-${name[0]!.toUpperCase()}${name.slice(1)}`;
  return stack(StackName, day, [
    ['Network', 'AWS::EC2::VPC', `vpc-${name}`],
    ['Balancer', 'AWS::ElasticLoadBalancingV2::LoadBalancer', balancer(name)],
    ['Logs', 'AWS::S3::Bucket', `${name}-access-logs`, 'RetainExceptOnCreate'],
    ...(name === 'production' ? [['Table', 'AWS::DynamoDB::GlobalTable', `${name}-table`, 'Retain'] as Resource] : []),
    ['Cluster', 'AWS::ECS::Cluster', `Guestbook-${name}`],
    ['Config', 'AWS::AppConfig::Application', `app${name[0]}`],
    ['ConfigEnvironment', 'AWS::AppConfig::Environment', `env${name[0]}`],
    ['Profile', 'AWS::AppConfig::ConfigurationProfile', `prof${name[0]}`],
    ['Version', 'AWS::AppConfig::HostedConfigurationVersion', `app${name[0]}|prof${name[0]}|1`, 'Delete'],
    ['ReleaseRole', 'AWS::IAM::Role', `${StackName}-release-eu-west-1`],
  ], { RoleARN: releaseRole(StackName), ...more }, { ReleaseLedger: `/Guestbook/${name}`, ReleaseRoleArn: releaseRole(StackName), ...outputs });
}

const pipeline = () => {
  const Stages = ['node release.mjs --stack Guestbook-Staging --digest x', 'node release.mjs --stack Guestbook-Production'];
  return stack('Guestbook-Pipeline', 4, [
    ['Pipeline', 'AWS::CodePipeline::Pipeline', 'Guestbook', undefined, { Stages }],
    ['Artifacts', 'AWS::S3::Bucket', 'artifacts', 'Retain'],
  ]);
};

const ledgerOf = (name: string, app = 'Guestbook'): Resource => {
  const Name = `/${app}/${name}/release`;
  return [`${name}Ledger`, 'Custom::ReleaseLedger', Name, 'Delete', { Create: JSON.stringify({ parameters: { Name } }) }];
};

const codebase = (StackName = 'Guestbook-Codebase', app = 'Guestbook') => stack(StackName, 1, [
  ['Source', 'AWS::CodeCommit::Repository', '0b5e4b0e-1111-2222-3333-444444444444', 'RetainExceptOnCreate', { RepositoryName: app }],
  ['Images', 'AWS::ECR::Repository', app.toLowerCase(), 'RetainExceptOnCreate'],
  ledgerOf('staging', app), ledgerOf('production', app),
]);

/** Guestbook, with a production that is protected and configuration versions that operators have added, after some releases. */
function account(inject: State['inject'] = {}, stacks = [codebase(), environment('staging', 2), environment('production', 3), pipeline()]): State {
  return {
    inject,
    stacks,
    balancers: { [balancer('staging')]: false, [balancer('production')]: true },
    versions: { profs: [1, 2, 3], profp: [1] },
    rollouts: [{ DeploymentNumber: 1, State: 'COMPLETE' }],
    tasks: [
      { taskArn: 'arn:aws:ecs:eu-west-1:111111111111:task/Guestbook-staging/web1', group: 'service:web' },
      { taskArn: 'arn:aws:ecs:eu-west-1:111111111111:task/Guestbook-staging/backup1', group: 'family:Guestbook-staging-backup' },
    ],
    parameters: ['/Guestbook/staging/release', ...Array.from({ length: 12 }, (_, index) => `/Guestbook/staging/releases/${index + 1}`),
      '/Guestbook/production/release', '/Guestbook/settings/colour', '/GuestbookTwo/staging/release'],
    repositories: ['guestbook', 'guestbooktwo'],
    calls: [],
  };
}

interface Run { status: number | null; signal: string | null; out: string; err: string; state: State; changes: string[] }

function run(state: State | undefined, ...args: string[]): Run {
  const file = join(own.folder, 'state.json');
  if (state) writeFileSync(file, JSON.stringify(state));
  const words = [SCRIPT, '--poll-seconds', '0.005', '--timeout-minutes', '0.2', ...args];
  const result = spawnSync(process.execPath, words, { cwd: own.folder, env: { PATH: `${own.folder}${delimiter}${process.env.PATH}` }, encoding: 'utf8', timeout: 50_000 });
  return outcome(result.status, result.signal, result.stdout, result.stderr);
}

function outcome(status: number | null, signal: string | null, out: string, err: string): Run {
  const state: State = JSON.parse(readFileSync(join(own.folder, 'state.json'), 'utf8'));
  const changing = state.calls.filter(([, command]) => !/^(describe|list|get)-/.test(command!));
  const changes = changing.map((words) => words.slice(0, -2).join(' ').replace(/delete-[0-9a-f]{8}-[0-9a-f-]{27}/, '<token>'));
  return { status, signal, out, err, state, changes };
}

const statusOf = ({ state }: Run, name: string) => state.stacks.find(({ StackName }) => StackName === name).StackStatus;
const deletion = (name: string, role = '') =>
  `cloudformation delete-stack --stack-name arn:aws:cloudformation:eu-west-1:111111111111:stack/${name}/1${role && ` --role-arn ${role}`} --client-request-token <token>`;
const withoutPipeline = (inject: State['inject'] = {}) => account(inject, [codebase(), environment('staging', 2), environment('production', 3)]);
const STAGING = ['--stack', 'Guestbook-Staging', '--yes'];
const PRODUCTION = ['--stack', 'Guestbook-Production', '--yes', '--production'];

describe('an environment', () => {
  test('is deleted under the CDK\'s role, after all that would hinder it, and what is kept is listed', () => {
    const result = run(withoutPipeline(), ...STAGING);
    expect({ status: result.status, err: result.err }).toEqual({ status: 0, err: '' });
    expect(statusOf(result, 'Guestbook-Staging')).toBe('DELETE_COMPLETE');
    const inProfile = '--application-id apps --configuration-profile-id profs';
    expect(result.changes).toEqual([
      `appconfig delete-hosted-configuration-version ${inProfile} --version-number 2`, // 1 is the stack's own
      `appconfig delete-hosted-configuration-version ${inProfile} --version-number 3`,
      'ecs stop-task --cluster Guestbook-staging --task arn:aws:ecs:eu-west-1:111111111111:task/Guestbook-staging/backup1 --reason Its environment is deleted',
      deletion('Guestbook-Staging', EXECUTION_ROLE),
    ]);
    expect(result.out).toContain('keeps bucket staging-access-logs (its DeletionPolicy is RetainExceptOnCreate)');
    expect(result.out).toMatch(/Kept, and how to remove it:\n {2}bucket staging-access-logs\n {4}empty it.*s3:\/\/staging-access-logs/);
    expect(result.out).toContain('the ledger /Guestbook/staging: 13 entries');
    expect(result.out).toContain('kept_Guestbook_staging_');
    expect(result.out).toContain('npx cdk deploy --all --import-existing-resources');
    expect(result.state.parameters).toHaveLength(16);
    expect(result.state.stacks.filter(({ StackStatus }) => StackStatus === 'DELETE_COMPLETE')).toHaveLength(1);
  });

  test('of production loses its protection first, and keeps its table', () => {
    const result = run(withoutPipeline(), ...PRODUCTION);
    expect(result.status).toBe(0);
    expect(result.changes[0]).toBe(`elbv2 modify-load-balancer-attributes --load-balancer-arn ${balancer('production')} --attributes Key=deletion_protection.enabled,Value=false`);
    expect(result.out).toMatch(/table production-table\n {4}aws dynamodb update-table --table-name production-table --no-deletion-protection-enabled && aws dynamodb delete-table/);
    expect(statusOf(result, 'Guestbook-Production')).toBe('DELETE_COMPLETE');
  });

  test('whose last version the template keeps, loses that one too', () => {
    const state = withoutPipeline();
    state.stacks[1].template.Resources.Version.DeletionPolicy = 'Retain';
    const { changes, out } = run(state, ...STAGING);
    expect(changes.filter((line) => line.includes('version-number')).map((line) => line.split(' ').pop())).toEqual(['1', '2', '3']);
    expect(out).not.toContain('HostedConfigurationVersion');
  });

  test('whose configuration is being rolled out: that is stopped', () => {
    const state = withoutPipeline();
    state.rollouts.push({ DeploymentNumber: 2, State: 'DEPLOYING' });
    const result = run(state, ...STAGING);
    expect(result.changes[0]).toBe('appconfig stop-deployment --application-id apps --environment-id envs --deployment-number 2');
    expect(statusOf(result, 'Guestbook-Staging')).toBe('DELETE_COMPLETE');
  });

  test.each([
    ['CREATE_COMPLETE', EXECUTION_ROLE, ''],
    ['ROLLBACK_COMPLETE', EXECUTION_ROLE, ''],
    ['ROLLBACK_FAILED', EXECUTION_ROLE, ''],
    ['DELETE_FAILED', EXECUTION_ROLE, ''],
    ['UPDATE_ROLLBACK_FAILED', releaseRole('Guestbook-Staging'), EXECUTION_ROLE],
    ['REVIEW_IN_PROGRESS', undefined, ''],
  ])('that is %s is deleted, with a role only where the last one was the release role', (StackStatus, RoleARN, role) => {
    const result = run(account({}, [environment('staging', 2, { StackStatus, RoleARN, Outputs: undefined })]), ...STAGING);
    expect({ status: result.status, err: result.err }).toEqual({ status: 0, err: '' });
    expect(result.changes.at(-1)).toBe(deletion('Guestbook-Staging', role));
  });

  test('that is busy is waited for', () => {
    const result = run(account({}, [environment('staging', 2, { StackStatus: 'UPDATE_IN_PROGRESS', next: ['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE'] })]), ...STAGING);
    expect(result.out).toContain('Guestbook-Staging: UPDATE_IN_PROGRESS, waiting for its end');
    expect(statusOf(result, 'Guestbook-Staging')).toBe('DELETE_COMPLETE');
  });

  test('that is busy for too long is left alone', () => {
    const result = run(account({}, [environment('staging', 2, { StackStatus: 'UPDATE_IN_PROGRESS' })]), ...STAGING, '--timeout-minutes', '0.005');
    expect(result).toMatchObject({ status: 1, changes: [], err: 'Stopped waiting after 0.005 minutes: stack Guestbook-Staging is still UPDATE_IN_PROGRESS\n' });
  });

  test('that is deleted already by another is followed, with no question', () => {
    const going = { StackStatus: 'DELETE_IN_PROGRESS', next: ['DELETE_IN_PROGRESS', 'THE_END'], RoleARN: EXECUTION_ROLE };
    const result = run(account({}, [environment('staging', 2, going)]), '--stack', 'Guestbook-Staging');
    expect(result.changes).toEqual(expect.arrayContaining([deletion('Guestbook-Staging')])); // it fails, and what hinders it is taken away then
    expect(statusOf(result, 'Guestbook-Staging')).toBe('DELETE_COMPLETE');
  });

  test('whose deletion fails once is tried again, with the reason', () => {
    const result = run(withoutPipeline({ 'Guestbook-Staging fails': 1 }), ...STAGING);
    expect(result.status).toBe(0);
    expect(result.err).toBe('  Subnet DELETE_FAILED: The subnet has dependencies and cannot be deleted.\n');
    expect(result.changes.filter((line) => line.includes('delete-stack'))).toHaveLength(2);
  });

  test('whose deletion fails for a reason that others wrote: it is one line of the log, and moves no cursor', () => {
    const reason = `custom resource says\n${STAGING[1]} is deleted.\r\u001b[2K\u202e`;
    const result = run(withoutPipeline({ 'Guestbook-Staging fails': 1, 'the reason': reason }), ...STAGING);
    expect(result.err).toBe(`  Subnet DELETE_FAILED: custom resource says\\u000a${STAGING[1]} is deleted.\\u000d\\u001b[2K\\u202e\n`);
  });

  test('whose deletion fails twice is not deleted, and the reasons are those of this deletion', () => {
    const result = run(withoutPipeline({ 'Guestbook-Staging fails': 2 }), ...STAGING);
    expect(result.status).toBe(1);
    expect(result.err).toMatch(/Subnet DELETE_FAILED.*\n.*Subnet DELETE_FAILED.*\nGuestbook-Staging is DELETE_FAILED: it was not deleted\. Fix what its events say, and run this again\.\n$/);
    expect(result.err).not.toContain('long ago');
    expect(result.out).not.toContain('Kept');
  });

  test('is deleted under the role that --role-arn names', () => {
    const role = 'arn:aws:iam::111111111111:role/deployers/mine';
    expect(run(withoutPipeline(), ...STAGING, '--role-arn', role).changes.at(-1)).toBe(deletion('Guestbook-Staging', role));
  });

  test('that names no bootstrap of the CDK needs --role-arn after a release', () => {
    const result = run(account({}, [environment('staging', 2, { Parameters: [] })]), ...STAGING);
    expect(result).toMatchObject({ status: 1, changes: [] });
    expect(result.err).toMatch(/was last updated under its release role, which may delete nothing.*--role-arn/);
  });

  test('survives AWS\'s being busy', () => {
    expect(run(withoutPipeline({ 'throttle cloudformation delete-stack': 1, 'throttle cloudformation describe-stacks': 1 }), ...STAGING).status).toBe(0);
  });
});

describe('nothing is deleted', () => {
  const untouched = (result: Run) => expect({ status: result.status, changes: result.changes }).toEqual({ status: 1, changes: [] });

  test.each([
    ['without --yes, where nobody can be asked', ['--stack', 'Guestbook-Staging'], /there is nobody to ask here.*--yes/],
    ['of production without --production', ['--stack', 'Guestbook-Production', '--yes'], /Guestbook-Production is production\. Nothing was deleted\. Add --production/],
    ['of an app with production without --production', ['--app', 'Guestbook', '--yes'], /Guestbook-Production is production/],
    ['that is no environment', ['--stack', 'Guestbook-Codebase', '--yes'], /is no environment of this library.*cdk destroy/],
    ['that does not exist', ['--stack', 'Guestbook-Test', '--yes'], /Stack Guestbook-Test does not exist in this account and region/],
    ['of an app that does not exist', ['--app', 'Shop', '--yes'], /no stack and no ledger of an app Shop/],
  ])('%s', (_, args, message) => {
    const result = run(withoutPipeline(), ...args);
    untouched(result);
    expect(result.err).toMatch(message);
  });

  test('that the pipeline releases to, unless it is said', () => {
    const result = run(account(), ...STAGING);
    untouched(result);
    expect(result.err).toMatch(/The pipeline of stack Guestbook-Pipeline releases to Guestbook-Staging.*\n.*deploy Guestbook-Pipeline first.*--despite-pipeline/);
    expect(statusOf(run(account(), ...STAGING, '--despite-pipeline'), 'Guestbook-Staging')).toBe('DELETE_COMPLETE');
  });

  test('with termination protection', () => {
    const result = run(account({}, [environment('staging', 2, { EnableTerminationProtection: true })]), ...STAGING);
    untouched(result);
    expect(result.err).toMatch(/Guestbook-Staging has termination protection.*update-termination-protection --no-enable-termination-protection --stack-name Guestbook-Staging/);
  });

  test('when its load balancer alone says that it is production', () => {
    const state = withoutPipeline();
    state.balancers[balancer('staging')] = true;
    const result = run(state, ...STAGING);
    untouched(result);
    expect(result.err).toContain('Guestbook-Staging is production');
  });

  test.each([['--stack', 'Guestbook-Production'], ['--app', 'Guestbook']])('by a dry run of %s %s, which says all', (option, name) => {
    const result = run(option === '--app' ? account() : withoutPipeline(), option, name, '--dry-run');
    expect({ status: result.status, err: result.err, changes: result.changes }).toEqual({ status: 0, err: '', changes: [] });
    expect(result.out).toContain(`Would run: aws elbv2 modify-load-balancer-attributes --load-balancer-arn ${balancer('production')}`);
    expect(result.out).toContain('Would run: aws cloudformation delete-stack --stack-name arn:aws:cloudformation:eu-west-1:111111111111:stack/Guestbook-Production/1');
  });

  test('with the permission missing, AWS\'s words are passed on', () => {
    const result = run(withoutPipeline({ 'deny cloudformation delete-stack': true }), ...STAGING);
    expect(result.status).toBe(1);
    expect(result.err).toBe('aws cloudformation delete-stack: An error occurred (AccessDenied) when calling the DeleteStack operation: not authorized to perform this\n');
  });
});

describe('in a terminal', () => {
  const ask = (state: State, answers: string, ...args: string[]) => {
    writeFileSync(join(own.folder, 'state.json'), JSON.stringify(state));
    const command = [process.execPath, SCRIPT, '--poll-seconds', '0.005', ...args].join(' ');
    const env = { PATH: `${own.folder}${delimiter}${process.env.PATH}` };
    const { status, signal, stdout, stderr } = spawnSync('script', ['-qec', command, '/dev/null'], { cwd: own.folder, env, input: answers, encoding: 'utf8', timeout: 50_000 });
    return outcome(status, signal, stdout, stderr);
  };

  test('the stack\'s name is the answer, and nothing else', () => {
    expect(statusOf(ask(withoutPipeline(), 'Guestbook-Staging\n', '--stack', 'Guestbook-Staging'), 'Guestbook-Staging')).toBe('DELETE_COMPLETE');
    const other = ask(withoutPipeline(), 'yes\n', '--stack', 'Guestbook-Staging');
    expect({ status: other.status, changes: other.changes }).toEqual({ status: 1, changes: [] });
    expect(other.out).toContain('That was something else. Nothing was deleted.');
  });

  test('production asks a second time', () => {
    const state = ask(withoutPipeline(), 'Guestbook-Production\nGuestbook-Production\n', '--stack', 'Guestbook-Production');
    expect(state.changes).toEqual([]);
    const sure = ask(withoutPipeline(), 'Guestbook-Production\ndelete Guestbook-Production\n', '--stack', 'Guestbook-Production');
    expect(statusOf(sure, 'Guestbook-Production')).toBe('DELETE_COMPLETE');
  });
});

describe('an app', () => {
  const APP = ['--app', 'Guestbook', '--yes', '--production'];
  const stacksDeleted = ({ changes }: Run) => changes.map((line) => /delete-stack .*stack\/([\w-]+)\//.exec(line)?.[1]).filter(Boolean);
  const ORDER = ['Guestbook-Pipeline', 'Guestbook-Production', 'Guestbook-Staging', 'Guestbook-Codebase'];

  test('is deleted from its pipeline to its codebase, with its ledgers, and keeps code and images', () => {
    const result = run(account(), ...APP);
    expect({ status: result.status, err: result.err }).toEqual({ status: 0, err: '' });
    expect(stacksDeleted(result)).toEqual(ORDER);
    expect(result.state.parameters).toEqual(['/Guestbook/settings/colour', '/GuestbookTwo/staging/release']);
    expect(result.state.repositories).toEqual(['guestbook', 'guestbooktwo']);
    for (const kept of ['bucket artifacts', 'bucket staging-access-logs', 'bucket production-access-logs', 'table production-table',
      'image repository guestbook', 'code repository Guestbook']) expect(result.out).toContain(`\n  ${kept}\n`);
    expect(result.out).toContain('aws codecommit update-repository-name --old-name Guestbook --new-name Guestbook-before');
  });

  test('loses its images only when that is said, and its code never', () => {
    const result = run(account(), ...APP, '--with-images');
    expect(result.status).toBe(0);
    expect(result.state.repositories).toEqual(['guestbooktwo']);
    expect(result.changes.slice(-2)).toEqual(['ecr delete-repository --repository-name guestbook --force', deletion('Guestbook-Codebase')]);
    expect(result.out).toContain('deletes image repository guestbook with every image');
    expect(result.out).toContain('code repository Guestbook');
    expect(result.state.calls.flat()).not.toContain('codecommit');
  });

  test('is not another app whose name begins the same, nor a stack of yours', () => {
    const Tags: { Key: string; Value: string }[] = [];
    const two = codebase('Guestbook-Two-Codebase', 'Guestbook-Two');
    const mine = stack('Guestbook-Dashboards', 5, [['Dashboard', 'AWS::CloudWatch::Dashboard', 'mine']]);
    const result = run(account({}, [...account().stacks, { ...two, Tags }, { ...mine, Tags }]), ...APP);
    expect(stacksDeleted(result)).toEqual(ORDER);
    expect(result.out).toContain('Leaves stack Guestbook-Two-Codebase alone: it is not of this app.');
    expect(result.out).toContain('Leaves stack Guestbook-Dashboards alone: it is not of this app.');
  });

  test('in stacks of your own is found by its outputs and its ledger', () => {
    const Tags: { Key: string; Value: string }[] = [];
    const stacks = [{ ...codebase(), Tags }, { ...environment('staging', 2), Tags, StackName: 'MyStaging' }];
    const result = run(account({}, stacks), '--app', 'Guestbook', '--yes');
    expect(result.status).toBe(0);
    expect(result.state.stacks.map(({ StackStatus }) => StackStatus)).toEqual(['DELETE_COMPLETE', 'DELETE_COMPLETE']);
  });

  test('with an environment that was deleted before: its ledger goes all the same', () => {
    const result = run(account({}, [codebase()]), '--app', 'Guestbook', '--yes');
    expect(result.state.parameters).toEqual(['/Guestbook/settings/colour', '/GuestbookTwo/staging/release']);
  });

  test('of which an environment cannot be deleted keeps what comes after it', () => {
    const result = run(account({ 'Guestbook-Production fails': 2 }), ...APP);
    expect(result.status).toBe(1);
    expect(stacksDeleted(result)).toEqual(['Guestbook-Pipeline', 'Guestbook-Production', 'Guestbook-Production']);
    expect(result.state.parameters).toHaveLength(16);
    const again = run(result.state, ...APP);
    expect(again.status).toBe(0);
    expect(again.state.stacks.every(({ StackStatus }) => StackStatus === 'DELETE_COMPLETE')).toBe(true);
  });
});

describe('killed after', () => {
  const CHANGES = ['elbv2 modify-load-balancer-attributes', 'appconfig delete-hosted-configuration-version', 'ecs stop-task', 'cloudformation delete-stack'];

  test.each([...CHANGES, 'cloudformation list-stack-resources'])('%s, an environment is deleted by the next run', (call) => {
    const name = call.startsWith('appconfig') ? 'Guestbook-Staging' : 'Guestbook-Production'; // only that one has versions of operators
    const killed = run(withoutPipeline({ 'kill after': call }), '--stack', name, '--yes', '--production');
    expect(killed.signal).toBe('SIGKILL');
    const again = run(killed.state, '--stack', name, '--yes', '--production');
    expect({ status: again.status, err: again.err }).toEqual({ status: 0, err: '' });
    expect(statusOf(again, name)).toBe('DELETE_COMPLETE');
    expect(again.out).toMatch(/Kept, and how to remove it:\n {2}bucket/);
  });

  test('the end, the next run says that there is nothing to do, and lists what was kept', () => {
    const { state } = run(withoutPipeline(), ...STAGING);
    const again = run({ ...state, calls: [] }, ...STAGING);
    expect(again).toMatchObject({ status: 0, err: '', changes: [] });
    expect(again.out).toContain('Guestbook-Staging was deleted at 2026-11-26T12:00:00Z. There is nothing to do.');
    expect(again.out).toContain('  bucket staging-access-logs\n');
  });

  test.each([...CHANGES, 'ssm delete-parameters', 'ecr delete-repository'])('%s, an app is deleted by the next run', (call) => {
    const words = ['--app', 'Guestbook', '--yes', '--production', '--with-images'];
    const killed = run(account({ 'kill after': call }), ...words);
    expect(killed.signal).toBe('SIGKILL');
    const again = run(killed.state, ...words);
    expect({ status: again.status, err: again.err }).toEqual({ status: 0, err: '' });
    expect(again.state.stacks.every(({ StackStatus }) => StackStatus === 'DELETE_COMPLETE')).toBe(true);
    expect(again.state.parameters).toEqual(['/Guestbook/settings/colour', '/GuestbookTwo/staging/release']);
    expect(again.state.repositories).toEqual(['guestbooktwo']);
  });
});

describe('the command line', () => {
  test('names all mistakes at once, and AWS is not asked', () => {
    const result = run(account(), 'x', '--stack', '1', '--app', 'A--', '--production', '--with-images', '--despite-pipeline', '--foo', '--yes=1',
      '--role-arn', 'me', '--timeout-minutes', '0');
    expect(result.status).toBe(2);
    for (const mistake of ['"x" belongs to no option', '--stack is "1", allowed is: letters', '--app is "A--", allowed is:', '--foo is no option', '--yes takes no value, "1" was given',
      '--role-arn is "me", allowed is: the ARN of a role', '--timeout-minutes is "0", allowed is: a number above 0', 'needed is one of --stack, --app; given: --stack --app',
      '--with-images goes with --app', '--despite-pipeline goes with --stack']) expect(result.err).toContain(`  ${mistake}`);
    expect(result.state.calls).toEqual([]);
  });

  test.each([
    [[], 'needed is one of --stack, --app; given: none'],
    [['--stack'], '--stack needs a value: letters, digits and hyphens'],
    [['--app', 'Guestbook', '--production'], '--production goes with --yes: in a terminal you are asked'],
  ])('%j is a mistake', (args, mistake) => {
    const result = run(account(), ...args);
    expect(result).toMatchObject({ status: 2, changes: [] });
    expect(result.err).toContain(mistake);
  });

  test('explains itself', () => {
    const { status, out } = run(account(), '--help');
    expect(status).toBe(0);
    expect(out).toContain('node delete.mjs (--stack <name> | --app <name>) [options]');
  });
});

test('the permissions that its head names are those of the calls that it makes', () => {
  const text = readFileSync(SCRIPT, 'utf8');
  const calls = [...text.matchAll(/(?:aws|change)\('(\w+ [\w-]+)'/g)].map(([, call]) => call!);
  const table = [...text.matchAll(/^ \* {3}(\w+ [a-z-]+)(?:, with --with-images)? +\| \w+:\w+/gm)].map(([, call]) => call!);
  expect([...new Set(table)].sort()).toEqual([...new Set(calls)].sort());
});
