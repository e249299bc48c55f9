/**
 * The guestbook with something in every room, carried by its own pipeline.
 *
 * | Scenario | Expectation | What it validates |
 * |---|---|---|
 * | all stacks are deployed; the repository is filled with the bundled service | the pipeline builds it, scans it and releases it to staging | build, scan, release command, release, smoke test |
 * | the release has come to `second` | it waits for an approval | no release enters unasked |
 * | staging runs the release | the ledger names a digest, every service runs all its copies, the page answers 200 | verification by digest, scaling, config, table |
 * | `second` has none yet | the ledger says `none`, every service is at rest, the load balancer answers 503 | environments are apart |
 * | everything is destroyed while an approval is waited for | nothing is left but the numbered entries of the ledger | stacks that have released can be deleted |
 *
 * It has no production: what that protects, a test could not delete.
 */
import { ExpectedResult, Match } from '@aws-cdk/integ-tests-alpha';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { expectNoRelease, expectRelease, inTurn, waitFor } from './support/assertions';
import { integTest, newIntegApp } from './support/integ-app';
import {
  AdminTask, Approval, Attachment, BackingService, Codebase, Config, DynamicConfig, Environment, ImageBuild, LogDestination, Logging, Process,
  Release, TaskSize, TwelveFactorFargateApp,
} from '../../src';

const app = newIntegApp();
const guestbook = new TwelveFactorFargateApp(app, 'IntegGuestbook', {
  codebase: Codebase.codeCommit(),
  imageBuild: ImageBuild.dockerfile({ target: 'runtime', testTarget: 'test' }),
  config: Config.of({ variables: { LOG_LEVEL: 'info' }, dynamic: DynamicConfig.json({ values: { Greeting: 'Hello' } }) }),
  backingServices: {
    Datastore: BackingService.dynamoDbTable({ partitionKey: { name: 'Application', type: AttributeType.STRING }, attach: Attachment.dynamic('TableName') }),
    Uploads: BackingService.bucket({ attach: Attachment.variable('UPLOADS_BUCKET') }),
  },
  processes: { web: Process.web({ size: TaskSize.MEDIUM }) },
  logging: Logging.fireLens([LogDestination.cloudWatch(), LogDestination.s3()]),
  adminTasks: {
    backup: AdminTask.scheduled({
      command: ['node', 'dist/admin/backup.js'], schedule: ScheduleExpression.cron({ hour: '0', minute: '0' }), backsUp: ['Datastore'],
    }),
  },
  release: Release.withCommand({ command: ['node', 'dist/admin/seed.js'] }),
  environments: [Environment.staging(), Environment.named('second', { approval: Approval.manual() })],
});
const [staging, second] = guestbook.environments;

const { assertions } = integTest(app, 'Guestbook');
inTurn([
  waitFor(assertions.awsApiCall('CodePipeline', 'getPipelineState', { name: guestbook.pipeline.pipeline.pipelineName }).expect(ExpectedResult.objectLike({
    stageStates: Match.arrayWith([{ stageName: 'ApproveSecond', actionStates: [{ actionName: 'Approve', latestExecution: { status: 'InProgress' } }] }]),
  }))),
  ...expectRelease(assertions, staging, 1),
  ...expectNoRelease(assertions, second),
]);
