import { App, CfnParameter, Duration, Fn, Lazy, Size, Stack, Token } from 'aws-cdk-lib';
import { RolloutStrategy } from 'aws-cdk-lib/aws-appconfig';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { optionsThatMayBeTokens } from './api';
import {
  AdminTask, Approval, Attachment, BackingService, Codebase, Config, DynamicConfig, Environment, ImageBuild, ImageRepository, ImageScanProject,
  LogDestination, Logging,
  Network, Notifications, Process, Release, ReleaseLedger, RunTimeConfig, Scaling, Severity, Shutdown, SmokeTest, TaskSize, TwelveFactorChecks,
  TwelveFactorFargateApp, TwelveFactorFargateAppProps, VulnerabilityGate,
} from '../../src';
import { environmentAlone, newApp, NO_FLAGS, stackInUse } from '../support/synthesis';

/** Values that are known at deployment only, each to be found again by the name of the option that it was given for. */
interface Late {
  text(option: string): string;
  number(option: string): number;
  list(option: string): string[];
}

const marker = (option: string) => option.replace(/\W/g, '');
const numberOf = (option: string) => 100_000 + [...option].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 99_991, 0);

const IMPORTED = (): Late => ({
  text: (option) => Fn.importValue(marker(option)),
  number: (option) => Token.asNumber(Fn.importValue(marker(option))),
  list: (option) => Fn.split(',', Fn.importValue(marker(option))),
});

const PRODUCED = (): Late => ({
  text: (option) => Lazy.string({ produce: () => marker(option) }),
  number: (option) => Lazy.number({ produce: () => numberOf(option) }),
  list: (option) => Lazy.list({ produce: () => [marker(option)] }),
});

const OF_PARAMETERS = (stack: Stack): Late => {
  const parameter = (option: string, type: string) => (
    stack.node.tryFindChild(marker(option)) as CfnParameter | undefined ?? new CfnParameter(stack, marker(option), { type })
  );
  return {
    text: (option) => parameter(option, 'String').valueAsString,
    number: (option) => parameter(option, 'Number').valueAsNumber,
    list: (option) => parameter(option, 'CommaDelimitedList').valueAsList,
  };
};

const partitionKey = { name: 'Id', type: AttributeType.STRING };
const connectionArn = 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d';
const environments = [Environment.staging()];

/** Apps with every option that may be known at deployment only, and which those are. */
const WORKING: [string, string[], (late: Late, stack: Stack) => Partial<TwelveFactorFargateAppProps>][] = [
  ['most options', [
    'TwelveFactorFargateAppProps.releasesKept', 'Codebase.github(repository)', 'ConnectedCodebaseOptions.connectionArn', 'ConnectedCodebaseOptions.branch',
    'ConnectedCodebaseOptions.paths', 'ConnectedCodebaseOptions.ignorePaths', 'DockerfileOptions.dockerfile', 'DockerfileOptions.context', 'DockerfileOptions.target',
    'DockerfileOptions.testTarget', 'DockerfileOptions.buildArgs', 'FailOnOptions.accept', 'SlackOptions.workspaceId', 'HttpSmokeTestOptions.path',
    'EnvironmentOptions.variables', 'EnvironmentOptions.dynamicValues', 'ConfigOptions.variables', 'JsonConfigOptions.values', 'WebProcessOptions.command',
    'WebProcessOptions.port', 'WebProcessOptions.healthCheck', 'WorkerProcessOptions.command', 'ScalingRange.min', 'ScalingRange.max', 'Scaling.fixed(count)',
    'Scaling.cpu(targetPercent)', 'TaskSizeOptions.cpu', 'TaskSizeOptions.memory', 'AdminTaskOptions.command', 'ReleaseOptions.command',
  ], (late) => ({
    releasesKept: late.number('TwelveFactorFargateAppProps.releasesKept'),
    codebase: Codebase.github(late.text('Codebase.github(repository)'), {
      connectionArn: late.text('ConnectedCodebaseOptions.connectionArn'),
      branch: late.text('ConnectedCodebaseOptions.branch'),
      paths: late.list('ConnectedCodebaseOptions.paths'),
      ignorePaths: late.list('ConnectedCodebaseOptions.ignorePaths'),
    }),
    imageBuild: ImageBuild.dockerfile({
      dockerfile: late.text('DockerfileOptions.dockerfile'),
      context: late.text('DockerfileOptions.context'),
      target: late.text('DockerfileOptions.target'),
      testTarget: late.text('DockerfileOptions.testTarget'),
      buildArgs: { A: late.text('DockerfileOptions.buildArgs') },
    }),
    vulnerabilityGate: VulnerabilityGate.failOn(Severity.HIGH, { accept: { 'CVE-1': late.text('FailOnOptions.accept') } }),
    notifications: [Notifications.toSlack({ workspaceId: late.text('SlackOptions.workspaceId'), channelId: 'C0456EFGH' })],
    smokeTest: SmokeTest.http({ path: `/${late.text('HttpSmokeTestOptions.path')}` }),
    environments: [
      Environment.staging({ variables: { A: late.text('EnvironmentOptions.variables') }, dynamicValues: { A: { of: [late.text('EnvironmentOptions.dynamicValues')] } } }),
      Environment.named('test'),
    ],
    config: Config.of({
      variables: { A: late.text('ConfigOptions.variables') },
      dynamic: DynamicConfig.json({ values: { A: late.number('JsonConfigOptions.values') }, schema: { properties: { A: {} } } }),
    }),
    processes: {
      web: Process.web({
        command: late.list('WebProcessOptions.command'),
        port: late.number('WebProcessOptions.port'),
        healthCheck: late.text('WebProcessOptions.healthCheck'),
        scaling: Scaling.cpu(late.number('Scaling.cpu(targetPercent)'), { min: late.number('ScalingRange.min'), max: late.number('ScalingRange.max') }),
        size: TaskSize.of({ cpu: late.number('TaskSizeOptions.cpu'), memory: Size.mebibytes(late.number('TaskSizeOptions.memory')) }),
      }),
      worker: Process.worker({ command: late.list('WorkerProcessOptions.command'), scaling: Scaling.fixed(late.number('Scaling.fixed(count)')) }),
    },
    adminTasks: { seed: AdminTask.oneOff({ command: late.list('AdminTaskOptions.command') }) },
    release: Release.withCommand({ command: late.list('ReleaseOptions.command') }),
  })],
  ['tags, requests and lists of tokens', [
    'Codebase.gitlab(repository)', 'ConnectedCodebaseOptions.tags', 'Scaling.requests(perMinute)', 'SmokeTest.commands(commands), one of them', 'Notifications.byEmail(addresses), one of them',
  ], (late) => ({
    codebase: Codebase.gitlab(late.text('Codebase.gitlab(repository)'), { connectionArn, tags: late.list('ConnectedCodebaseOptions.tags') }),
    processes: { web: Process.web({ scaling: Scaling.requests(late.number('Scaling.requests(perMinute)'), { min: 1, max: 2 }) }) },
    smokeTest: SmokeTest.commands(['npm ci', late.text('SmokeTest.commands(commands), one of them')]),
    notifications: [Notifications.byEmail([late.text('Notifications.byEmail(addresses), one of them'), 'team@example.com'])],
    environments: [Environment.staging(), Environment.named('test')],
  })],
  ['a repository on Bitbucket, by a part of its path', ['Codebase.bitbucket(repository)'], (late) => ({
    codebase: Codebase.bitbucket(`acme/${late.text('Codebase.bitbucket(repository)')}`, { connectionArn }),
  })],
  ['a new repository', ['CodeCommitCodebaseOptions.branch', 'CodeCommitCodebaseOptions.repositoryName'], (late) => ({
    codebase: Codebase.codeCommit({ branch: late.text('CodeCommitCodebaseOptions.branch'), repositoryName: late.text('CodeCommitCodebaseOptions.repositoryName') }),
  })],
  ['an archive', ['S3CodebaseOptions.key'], (late, stack) => ({
    codebase: Codebase.s3({ bucket: Bucket.fromBucketName(stack, 'Code', 'acme-code'), key: late.text('S3CodebaseOptions.key') }),
  })],
];

const schedule = ScheduleExpression.rate(Duration.days(1));
const task = (options: object) => ({ adminTasks: { seed: AdminTask.oneOff({ command: ['x'], ...options }) }, backingServices: { Data: BackingService.bucket({ attach: Attachment.variable('D') }) } });
const staging = (options: object) => ({ environments: [Environment.staging(options)] });

/** Options that decide or are computed with at synthesis, and what the error says. */
const REFUSED: [string, (late: Late) => Partial<TwelveFactorFargateAppProps>, RegExp][] = [
  ['TwelveFactorFargateAppProps.appName', (late) => ({ appName: late.text('x') }), /appName must be a plain string that is known at synthesis .*, got a token/],
  ['CodeCommitCodebaseOptions.seed', (late) => ({ codebase: Codebase.codeCommit({ seed: late.text('x') }) }), /codebase\.seed is a token; its files have to be known at synthesis/],
  ['ManualApprovalOptions.timeout', (late) => staging({ approval: Approval.manual({ timeout: Duration.minutes(late.number('x')) }) }), /approval\.timeout is a token; it has to be known at synthesis/],
  ['SlackOptions.channelId', (late) => ({ notifications: [Notifications.toSlack({ workspaceId: 'T0123ABCD', channelId: late.text('x') })] }), /channelId must be a plain string that is known at synthesis .*, got a token/],
  ['Notifications.byEmail(addresses)', (late) => ({ notifications: [Notifications.byEmail(late.list('x'))] }), /byEmail.addresses must be a list whose length is known at synthesis, got a token/],
  ['HttpSmokeTestOptions.retryFor', (late) => ({ smokeTest: SmokeTest.http({ retryFor: Duration.seconds(late.number('x')) }) }), /smokeTest\.retryFor is a token; it has to be known/],
  ['SmokeTest.commands(commands)', (late) => ({ smokeTest: SmokeTest.commands(late.list('x')) }), /smokeTest\.commands must be a list whose length is known at synthesis, got a token/],
  ['Environment.named(name)', (late) => ({ environments: [Environment.named(late.text('x'))] }), /the name of an environment must be a plain string that is known at synthesis .*, got a token/],
  ['Attachment.variable(name)', (late) => ({ backingServices: { Data: BackingService.bucket({ attach: Attachment.variable(late.text('x')) }) } }), /attach: the name of a variable must be .*, got a token/],
  ['Attachment.dynamic(key)', (late) => ({ backingServices: { Data: BackingService.bucket({ attach: Attachment.dynamic(late.text('x')) }) } }), /attach: the dynamic key must be .*, got a token/],
  ['JsonConfigOptions.schema', (late) => ({ config: Config.of({ dynamic: DynamicConfig.json({ values: {}, schema: { properties: { A: { maximum: late.number('x') } } } }) }) }),
    /config\.dynamic\.schema, or something in it, is a token; it has to be known at synthesis/],
  ['JsonConfigOptions.values, all of them', () => ({ config: Config.of({ dynamic: DynamicConfig.json({ values: Lazy.any({ produce: () => ({}) }) as any }) }) }), /config\.dynamic\.values must be an object, got a token that is not encoded/],
  ['WebProcessOptions.startUp', (late) => ({ processes: { web: Process.web({ startUp: Duration.minutes(late.number('x')) }) } }), /processes\.web\.startUp is a token; it has to be known/],
  ['Shutdown.within(limit)', (late) => ({ shutdown: Shutdown.within(Duration.seconds(late.number('x'))) }), /shutdown is a token; it has to be known at synthesis: give a plain duration/],
  ['TaskSizeOptions.memory, in GiB', (late) => ({ processes: { web: Process.web({ size: TaskSize.of({ cpu: 256, memory: Size.gibibytes(late.number('x')) }) }) } }),
    /processes\.web\.size\.memory is a token of another unit than MiB/],
  ['AdminTaskOptions.backsUp', (late) => task({ backsUp: late.list('x') }), /adminTasks\.seed\.backsUp must be the name of a backing service, .*, got a token/],
  ['AdminTaskOptions.restores', (late) => task({ restores: late.list('x') }), /adminTasks\.seed\.restores must be the name of a backing service, .*, got a token/],
  ['ScheduledAdminTaskOptions.retryFor', (late) => ({ adminTasks: { seed: AdminTask.scheduled({ command: ['x'], schedule, retryFor: Duration.hours(late.number('x')) }) } }), /retryFor is a token/],
  ['ReleaseOptions.timeout', (late) => ({ release: Release.withCommand({ command: ['x'], timeout: Duration.seconds(late.number('x')) }) }), /release\.timeout is a token/],
  ['S3DestinationOptions.expiration', (late) => ({ logging: Logging.fireLens([LogDestination.s3({ expiration: Duration.hours(late.number('x')) })]) }), /expiration is a token; it has to be known/],
  ['LogDestination.configurationFile(file)', (late) => ({ logging: Logging.fireLens([LogDestination.configurationFile(late.text('x'))]) }), /destinations\[0\]\.file is a token/],
  ['NetworkOptions.availabilityZones', (late) => staging({ network: Network.create({ availabilityZones: late.number('x') }) }), /network\.availabilityZones is a token; it has to be known/],
  ['NetworkOptions.natGateways', (late) => staging({ network: Network.create({ natGateways: late.number('x') }) }), /network\.natGateways is a token; it has to be known/],
];

/** What is tried elsewhere in this file, or cannot be a token, and why. */
const ELSEWHERE: { [why: string]: string[] } = {
  'below, by itself': [
    'ImageRepositoryProps.repositoryName', 'ReleaseLedgerProps.appName', 'ReleaseLedgerProps.environmentName', 'FargateEnvironmentProps.appName',
    'RunTimeConfigProps.applicationName', 'RunTimeConfigProps.environmentName', 'RunTimeConfigProps.values', 'RunTimeConfigProps.handles', 'TwelveFactorChecksProps.reportFolder',
    'BuildProvenance.source', 'BuildProvenance.builder', 'ImageScanProjectProps.roleName',
  ],
  'an app hands it to this construct, after the checks of its own options': [
    'ReleaseLedgerProps.releasesKept', 'RunTimeConfigProps.schema', 'ReleasePipelineProps.appName', 'WebEntryPointProps.healthCheck', 'WebEntryPointProps.drain', 'HealthProps.alarmPrefix',
  ],
  'the library hands it out': ['CodebaseBindOptions.appName', 'BackingServiceBindOptions.production'],
  'the CDK has no tokens for true and false': ['FailOnOptions.onlyWithFix', 'ReleaseStep.onlyWhileQuiet', 'NamedEnvironmentOptions.production', 'ImageRepositoryProps.keepsAttestations'],
  'a trust policy compares it with what a token of another kind says; refused in test/release/pipeline-roles.test.ts': [
    'GitHubIdentityOptions.branch', 'GitHubIdentityOptions.ownerId', 'GitHubIdentityOptions.repositoryId', 'GitLabIdentityOptions.branch',
    'GitLabIdentityOptions.releaseProject', 'GitLabIdentityOptions.host', 'PipelineIdentity.github(repository)', 'PipelineIdentity.gitlab(project)',
  ],
  'a codebase gives it, as variables of CodePipeline': ['FetchedCode.commit', 'FetchedCode.branch'],
};

const LATE: [string, (stack: Stack) => Late][] = [['imported', IMPORTED], ['produced', PRODUCED], ['a parameter of another stack', OF_PARAMETERS]];

test('every option that may be a token is tried', () => {
  const tried = [...WORKING.flatMap(([, names]) => names), ...REFUSED.map(([name]) => name), ...Object.values(ELSEWHERE).flat()];
  const all = optionsThatMayBeTokens();
  expect(all.length).toBeGreaterThan(70);
  expect(all.filter((name) => !tried.includes(name))).toEqual([]);
  expect(tried.filter((name) => !all.includes(name.split(',')[0]))).toEqual([]);
});

describe.each(LATE)('a value that is %s', (kind, lateOf) => {
  test.each(WORKING)('reaches the template: %s', (_name, names, props) => {
    const { texts, late, stack, app } = started(lateOf);
    new TwelveFactorFargateApp(app, 'Guestbook', { codebase: Codebase.codeCommit(), environments, ...props(late, stack) });
    const all = texts();
    expect(all.match(NONSENSE)).toBeNull();
    expect(names.filter((name) => !all.includes(marker(name)) && !(kind === 'produced' && all.includes(`${numberOf(name)}`)))).toEqual([]);
  });

  test.each(REFUSED)('is refused, with what to do: %s', (_name, props, message) => {
    const { late, app } = started(lateOf);
    const build = () => new TwelveFactorFargateApp(app, 'Guestbook', { codebase: Codebase.codeCommit(), ...props(late) });
    expect(build).toThrow(message);
    expect(build).toThrow(/^TwelveFactorFargateApp ".*" has (one mistake|\d+ mistakes):\n|^There is already/);
  });

  test('reaches the template through constructs that are used by themselves', () => {
    const { texts, late, app } = started(lateOf);
    const stack = new Stack(app, 'Alone');
    new ImageRepository(stack, 'Images', { repositoryName: late.text('repositoryName') }).shareWith(late.text('account'), { app: late.text('tag') });
    new RunTimeConfig(stack, 'Config', {
      applicationName: late.text('applicationName'),
      environmentName: late.text('environmentName'),
      values: { A: late.number('values') },
      handles: { B: late.text('handles') },
      rollout: RolloutStrategy.ALL_AT_ONCE,
    });
    new ImageScanProject(stack, 'Scan', {
      repository: Repository.fromRepositoryName(stack, 'Imported', 'guestbook'),
      roleName: late.text('roleName'),
      provenance: { key: Alias.fromAliasName(stack, 'Key', 'alias/signing'), source: late.text('source'), builder: late.text('builder') },
    });
    const all = texts();
    expect(all.match(NONSENSE)).toBeNull();
    expect(['repositoryName', 'account', 'tag', 'roleName', 'source', 'builder', 'applicationName', 'environmentName', 'values', 'handles']
      .filter((name) => !all.includes(name) && !all.includes(`${numberOf(name)}`))).toEqual([]);
  });

  test('is no name of what is used by itself', () => {
    const { late, app } = started(lateOf);
    expect(() => new ReleaseLedger(new Stack(app, 'A'), 'Ledger', { appName: late.text('x'), environmentName: 'staging' })).toThrow(/appName must be .*, got a token/);
    expect(() => new ReleaseLedger(new Stack(app, 'B'), 'Ledger', { appName: 'Shop', environmentName: late.text('x') })).toThrow(/environmentName must be .*, got a token/);
    expect(() => environmentAlone({ appName: late.text('x') })).toThrow(/appName must be .*, got a token/);
    expect(() => new TwelveFactorChecks({ reportFolder: late.text('x') })).toThrow(/reportFolder is a token/);
  });
});

test('keys of tables are known at deployment, if need be', () => {
  const { texts, late, app } = started(IMPORTED);
  new TwelveFactorFargateApp(app, 'Guestbook', {
    codebase: Codebase.codeCommit(),
    environments,
    backingServices: { Data: BackingService.dynamoDbTable({ partitionKey: { ...partitionKey, name: late.text('partition') }, attach: Attachment.variable('D') }) },
  });
  expect(texts()).toContain('{"AttributeName":{"Fn::ImportValue":"partition"},"KeyType":"HASH"}');
});

/** What is left of a token that was taken for a value. */
const NONSENSE = /.{30}(\$\{Token\[|#\{Token\[|NaN|e\+289|\[object Object\]).{30}/;

/** An app to try something in, and all its templates. */
function started(lateOf: (stack: Stack) => Late): { app: App; stack: Stack; late: Late; texts: () => string } {
  const app = newApp(NO_FLAGS);
  const stack = stackInUse(app);
  const late = lateOf(stack);
  return { app, stack, late, texts: () => app.synth().stacksRecursively.filter((one) => one.stackName !== 'InUse').map((one) => JSON.stringify(one.template)).join('\n') };
}
