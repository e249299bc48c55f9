import { ASSETS, OWN_BUCKET, STRANGERS_BUCKET, uploaded } from './pipeline-project';
import { TASKS } from './trust';
import { Config, Environment, LogDestination, Logging, Process } from '../../../src';
import { environmentAlone, newApp } from '../../support/synthesis';
import { Deployment } from '../support/deployment';
import { arn } from '../support/physical';
import { RoleTable, Row } from '../support/role-table';

const cdk = newApp();
environmentAlone({
  environment: Environment.staging(),
  config: Config.of({}),
  backingServices: {},
  adminTasks: {},
  processes: { web: Process.web(), worker: Process.worker({ command: ['node', 'worker.js'] }) },
  logging: Logging.fireLens([LogDestination.cloudWatch(), LogDestination.s3()]),
}, cdk);
const deployment = new Deployment(cdk);
const HERE = 'Environment/Guestbook';
const task = (process: string) => `${HERE}/Processes/${process}/Task`;
const group = (process: string) => deployment.attribute(`${task(process)}/LogGroup`, 'Arn');
const stream = (process: string, name: string) => group(process).replace(/\*$/, `log-stream:${name}`);
const BUCKET = deployment.attribute(`${HERE}/LogRouter/Destination2/LogBucket`, 'Arn');

/** A task with a log router beside the app, which writes under the task's own role: so may the app. */
export const logRouterRole: RoleTable = {
  path: `${task('web')}/TaskRole`,
  deployment,
  trusts: TASKS,
  may: [
    ...['service.conf', 'cloudwatch.conf', 's3.conf'].map((file): Row => ['read its configuration', 's3:GetObject', uploaded('firelens', file), OWN_BUCKET]),
    ['find the bucket of its configuration', 's3:GetBucketLocation', ASSETS],
    ...['CreateLogStream', 'PutLogEvents'].map((action): Row => ['write its log', `logs:${action}`, stream('web', 'own')]),
    ['find streams of its log', 'logs:DescribeLogStreams', group('web')],
    ['write its log into the bucket', 's3:PutObject', `${BUCKET}/web/2026/11/26/log`],
  ],
  mayNot: [
    ['read its configuration from a bucket of a stranger\'s', 's3:GetObject', uploaded('firelens', 'service.conf'), STRANGERS_BUCKET],
    ['A13: write the log of another process', 'logs:PutLogEvents', stream('worker', 'own')],
    ['A13: write the log of another process into the bucket', 's3:PutObject', `${BUCKET}/worker/2026/11/26/log`],
    ['A13: read a log', 'logs:GetLogEvents', stream('web', 'own')],
    ['A13: delete a log', 'logs:DeleteLogStream', stream('web', 'own')],
    ['A13: read a log in the bucket', 's3:GetObject', `${BUCKET}/web/2026/11/26/log`],
    ['A13: list the logs in the bucket', 's3:ListBucket', BUCKET],
    ...['DeleteObject', 'DeleteObjectVersion'].map((action): Row => ['A13: delete a log in the bucket', `s3:${action}`, `${BUCKET}/web/2026/11/26/log`]),
    ['A13: change its configuration', 's3:PutObject', uploaded('firelens', 'service.conf')],
    ['A13: write another log', 'logs:PutLogEvents', arn('logs', 'log-group:another:log-stream:one')],
  ],
  byDesign: [
    ['A13: write into the log of another copy of its process', 'logs:PutLogEvents', stream('web', 'another-task')],
    ['A13: put another log of its process into the bucket', 's3:PutObject', `${BUCKET}/web/2026/11/26/another`],
  ],
};
