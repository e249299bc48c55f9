import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Topic } from 'aws-cdk-lib/aws-sns';
import * as library from '../../../src';
import { newApp } from '../../support/synthesis';

const connectionArn = 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d';
const stack = new Stack(newApp({}), 'Given');
const attach = library.Attachment.variable('DATA');

/** Arguments of each factory with which nothing is wrong. */
export const ARGUMENTS: { [factory: string]: { [name: string]: any } } = {
  'AdminTask.oneOff': { options: { command: ['x'] } },
  'AdminTask.scheduled': { options: { command: ['x'], schedule: ScheduleExpression.rate(Duration.days(1)) } },
  'Approval.manual': { options: {} },
  'Approval.none': {},
  'Attachment.dynamic': { key: 'Data' },
  'Attachment.variable': { name: 'DATA' },
  'BackingService.bucket': { options: { attach } },
  'BackingService.dynamoDbTable': { options: { attach, partitionKey: { name: 'Id', type: AttributeType.STRING } } },
  'BackingService.existingBucket': { options: { attach, bucket: Bucket.fromBucketName(stack, 'Bucket', 'bucket') } },
  'BackingService.existingDynamoDbTable': { options: { attach, table: Table.fromTableName(stack, 'Table', 'table') } },
  'Codebase.bitbucket': { repository: 'acme/shop', options: { connectionArn } },
  'Codebase.codeCommit': { options: {} },
  'Codebase.github': { repository: 'acme/shop', options: { connectionArn } },
  'Codebase.gitlab': { repository: 'acme/shop', options: { connectionArn } },
  'Codebase.s3': { options: { bucket: new Bucket(stack, 'Archive', { versioned: true }), key: 'a.zip' } },
  'Config.of': { options: {} },
  'DynamicConfig.json': { options: { values: {} } },
  'Environment.named': { name: 'demo', options: {} },
  'Environment.production': { options: {} },
  'Environment.staging': { options: {} },
  'ImageBuild.dockerfile': { options: {} },
  'LayerCache.none': {},
  'LayerCache.shared': {},
  'LogDestination.cloudWatch': { options: {} },
  'LogDestination.configurationFile': { file: __filename },
  'LogDestination.s3': { options: {} },
  'Logging.cloudWatch': { options: {} },
  'Logging.fireLens': { destinations: [library.LogDestination.cloudWatch()] },
  'Network.create': { options: {} },
  'Network.existing': { vpc: { vpcId: 'vpc', vpcArn: 'arn' } },
  'Notifications.byEmail': { addresses: ['a@example.com'] },
  'Notifications.toSlack': { options: { workspaceId: 'T0123ABCD', channelId: 'C0456EFGH' } },
  'Notifications.toSlackChannel': { channel: { node: stack.node, slackChannelConfigurationArn: 'arn', slackChannelConfigurationName: 'x' } },
  'Notifications.toTopic': { topic: new Topic(stack, 'Topic') },
  'PipelineIdentity.github': { repository: 'acme/shop', options: {} },
  'PipelineIdentity.gitlab': { project: 'acme/shop', options: {} },
  'Process.web': { options: {} },
  'Process.worker': { options: { command: ['x'] } },
  'Provenance.signed': { options: {} },
  'Release.withCommand': { options: { command: ['x'] } },
  'Scaling.cpu': { targetPercent: 50, range: { min: 1, max: 2 } },
  'Scaling.fixed': { count: 1 },
  'Scaling.requests': { perMinute: 50, range: { min: 1, max: 2 } },
  'Shutdown.within': { limit: Duration.seconds(30) },
  'SmokeTest.commands': { commands: ['npm test'] },
  'SmokeTest.http': { options: {} },
  'TaskSize.of': { options: { cpu: 256, memory: Size.mebibytes(512) } },
  'VulnerabilityGate.failOn': { severity: library.Severity.HIGH, options: {} },
  'VulnerabilityGate.reportOnly': {},
};

/** A codebase that nothing has to be read for. */
class Elsewhere extends library.Codebase {
  public bind(): never {
    throw new Error('nothing is wrong');
  }
}

type Props = { [prop: string]: unknown };

/** The props of an app in which what a factory has made is. */
export const INTO_APP: { [className: string]: (made: any) => Props } = {
  AdminTask: (made) => ({ adminTasks: { task: made } }),
  Approval: (approval) => ({ environments: [library.Environment.production({ approval })] }),
  Attachment: (made) => ({ backingServices: { Data: library.BackingService.bucket({ attach: made }) } }),
  BackingService: (made) => ({ backingServices: { Data: made } }),
  Codebase: (codebase) => ({ codebase }),
  Config: (config) => ({ config }),
  DynamicConfig: (dynamic) => ({ config: library.Config.of({ dynamic }) }),
  Environment: (made) => ({ environments: [made] }),
  ImageBuild: (imageBuild) => ({ imageBuild }),
  LayerCache: (layerCache) => ({ imageBuild: library.ImageBuild.dockerfile({ layerCache }) }),
  LogDestination: (made) => ({ logging: library.Logging.fireLens([made]) }),
  Logging: (logging) => ({ logging }),
  Network: (network) => ({ environments: [library.Environment.production({ network })] }),
  Notifications: (made) => ({ notifications: [made] }),
  Process: (made) => ({ processes: { web: made } }),
  Provenance: (provenance) => ({ provenance }),
  Release: (release) => ({ release }),
  Scaling: (scaling) => ({ processes: { web: library.Process.web({ scaling }) } }),
  Shutdown: (shutdown) => ({ shutdown }),
  SmokeTest: (smokeTest) => ({ smokeTest }),
  TaskSize: (size) => ({ processes: { web: library.Process.web({ size }) } }),
  VulnerabilityGate: (vulnerabilityGate) => ({ vulnerabilityGate }),
};

/** Where it goes when it is not part of an app: a construct, and its props. */
export const ELSEWHERE: { [className: string]: [construct: string, props: (made: any) => Props] } = {
  PipelineIdentity: ['PipelineRoles', (identity) => ({ identity })],
};

const app = new library.TwelveFactorFargateApp(newApp({}), 'Guestbook', { codebase: library.Codebase.codeCommit() });
const production = app.environment('production');
const { vpc, entryPoint } = production;

/** Props of each construct with which nothing is wrong. */
export const PROPS: { [construct: string]: Props } = {
  FargateEnvironment: {
    appName: 'Guestbook', environment: library.Environment.production(), ledger: production.ledger, repository: Repository.fromRepositoryName(stack, 'Images', 'x'),
  },
  Health: { loadBalancer: entryPoint!.loadBalancer, targetGroup: entryPoint!.targetGroup, alarmPrefix: 'a' },
  ImageBuildProject: { repository: production.repository },
  ImageRepository: { repositoryName: 'images' },
  ImageScanProject: { repository: production.repository },
  PipelineRoles: { identity: library.PipelineIdentity.github('acme/shop'), repository: production.repository },
  ReleaseLedger: { appName: 'Guestbook', environmentName: 'demo' },
  ReleasePipeline: { appName: 'Guestbook', source: app.source, imageBuild: app.imageBuild, steps: [{ target: production }] },
  RunTimeConfig: { applicationName: 'a', environmentName: 'b', rollout: library.Environment.production().options.configRollout ?? rollout() },
  TwelveFactorChecks: {},
  TwelveFactorFargateApp: { codebase: new Elsewhere() },
  WebEntryPoint: { vpc, healthCheck: '/', drain: Duration.seconds(1) },
};

function rollout(): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- one value of a module that nothing else here needs
  return require('aws-cdk-lib/aws-appconfig').RolloutStrategy.ALL_AT_ONCE;
}

/** Makes what a factory makes, with one argument, or one option, replaced. */
export function callFactory(factory: string, change: (values: { [name: string]: any }) => { [name: string]: any }): unknown {
  const [className, method] = factory.split('.');
  return (library as any)[className][method](...Object.values(change(ARGUMENTS[factory])));
}

const { outdir } = newApp({});

/** Makes a construct; the plain class among them has no scope. */
export function makeConstruct(name: string, props: unknown): void {
  const type = (library as any)[name];
  void (name === 'TwelveFactorChecks' ? new type(props) : new type(new Stack(new App({ outdir, analyticsReporting: false }), 'Stack'), 'It', props));
}
