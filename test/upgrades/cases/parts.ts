import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { existingBucket, existingTable } from './attached';
import { AdminTask, Attachment, BackingService, Config, Environment, Notifications, Process } from '../../../src';
import { GUESTBOOK } from '../../support/synthesis';
import { UpgradeCase } from '../support/upgrade-case';
import { Version } from '../support/version';

const { processes, adminTasks, backingServices } = GUESTBOOK;
const attach = Attachment.variable('MORE');
const partitionKey = { name: 'Id', type: AttributeType.STRING };
const key = { name: 'Application', type: AttributeType.STRING };
const without = <T>(all: { [name: string]: T } | undefined, name: string) => Object.fromEntries(Object.entries(all!).filter(([one]) => one !== name));
const withMore = (service: BackingService): Version => ({ props: { backingServices: { ...backingServices, More: service } } });
const withDatastore = (service: BackingService): Version => ({ props: { backingServices: { ...backingServices, Datastore: service } } });
const environments = (...all: Environment[]): Version => ({ props: { environments: all } });

const STATIC: Version = { props: { backingServices: without(backingServices, 'Datastore'), adminTasks: {}, config: Config.of() } };
const NO_WEB: Version = { props: { processes: without(processes, 'web') } };
const NO_SCHEDULE: Version = { props: { adminTasks: without(adminTasks, 'backup') } };
const MAIL: Version = { props: { notifications: [Notifications.byEmail(['releases@example.com'])] } };
const DEMO = environments(Environment.named('demo'), Environment.staging(), Environment.production());

const NEW_TASKS = 'Each process and task has a new variable or permission, so all are new.';
const EXPORT = 'Export the logs before if you need them.';

/** Something of the app is added or taken away. */
export const PARTS: UpgradeCase[] = [
  {
    change: 'a process added',
    after: { props: { processes: { ...processes, mail: Process.worker({ command: ['node', 'mail.js'] }) } } },
    meaning: 'It starts from the image that runs. If it does not come up, the update of its stack is rolled back.',
    advice: 'First release an image that knows the command.',
  },
  {
    change: 'a worker taken away',
    after: { props: { processes: without(processes, 'worker') } },
    allowed: ['deletes log group of worker', 'deletes scalable target of worker'],
    meaning: 'Its tasks are stopped within `shutdown`; its logs are deleted with the log group.',
    advice: EXPORT,
  },
  {
    change: 'the web process taken away',
    after: NO_WEB,
    allowed: [
      ...['load balancer', 'listener', 'alarm on failing requests', 'composite alarm', 'log group of web', 'scalable target of web'].map((what) => `deletes ${what}`),
      'deletes log group of smoke tests in staging (Pipeline)',
    ],
    meaning: 'Clients lose the load balancer and its DNS name; the access logs stay. Config rollouts and releases have no alarm any more.',
    advice: 'Point clients elsewhere first: another load balancer has another name.',
  },
  { change: 'a web process added', before: NO_WEB, after: {}, meaning: 'A load balancer with a new DNS name.' },
  {
    change: 'a one-off task added',
    after: { props: { adminTasks: { ...adminTasks, report: AdminTask.oneOff({ command: ['node', 'report.js'] }) } } },
    meaning: 'It runs the current image.',
  },
  {
    change: 'a one-off task taken away',
    after: { props: { adminTasks: without(adminTasks, 'seed') } },
    allowed: ['deletes log group of seed'],
    meaning: 'A run that has started goes on; its logs are deleted with the log group.',
    advice: EXPORT,
  },
  { change: 'the first scheduled task added', before: NO_SCHEDULE, after: {}, meaning: 'It runs the current image, when its time comes.' },
  {
    change: 'the only scheduled task taken away',
    after: NO_SCHEDULE,
    allowed: ['deletes queue of runs that could not be started', 'deletes log group of backup'],
    meaning: 'A run that has started goes on; its logs and the record of runs that could not be started are deleted.',
    advice: EXPORT,
  },
  {
    change: 'a task, from one-off to scheduled',
    after: { props: { adminTasks: { ...adminTasks, seed: AdminTask.scheduled({ command: ['node', 'dist/admin/seed.js'], schedule: ScheduleExpression.cron({ minute: '0' }) }) } } },
    meaning: 'Its log group stays.',
  },
  { change: 'a table added', after: withMore(BackingService.dynamoDbTable({ partitionKey, attach })), meaning: NEW_TASKS },
  {
    change: 'a table taken away',
    before: withMore(BackingService.dynamoDbTable({ partitionKey, attach })),
    after: {},
    allowed: ['deletes table of More (Staging)'],
    meaning: 'Production\'s table stays, with its items and its protection. Elsewhere the items are deleted.',
    advice: 'First release an image that does not use it. A table put back is a new one: attach the old one with `existingDynamoDbTable`.',
  },
  { change: 'a bucket added', after: withMore(BackingService.bucket({ attach })), meaning: NEW_TASKS },
  {
    change: 'a bucket taken away',
    before: withMore(BackingService.bucket({ attach })),
    after: {},
    meaning: 'The bucket and its objects stay in every environment.',
    advice: 'A bucket put back is a new one: attach the old one with `existingBucket`.',
  },
  { change: 'an existing table attached', after: withMore(existingTable('cities', attach)), meaning: NEW_TASKS },
  {
    change: 'an existing bucket detached',
    before: withMore(existingBucket('cities-1', attach)),
    after: {},
    meaning: `The bucket is not touched. ${NEW_TASKS}`,
  },
  {
    change: 'another partition key of a table',
    after: withDatastore(BackingService.dynamoDbTable({ partitionKey, attach: Attachment.dynamic('TableName') })),
    allowed: ['replaces table of Datastore'],
    meaning: 'The new table is empty, and the app uses it. Production\'s old table stays; elsewhere the items are deleted.',
    advice: 'Add a second table, copy the items, attach it, then take the first one away.',
  },
  {
    change: 'a table of the environment exchanged for an existing one',
    after: withDatastore(existingTable('restored', Attachment.dynamic('TableName'))),
    allowed: ['deletes table of Datastore (Staging)'],
    meaning: 'Running processes change to the existing table as the rollout reaches them. Production\'s own table stays; elsewhere the items are deleted.',
    advice: 'Do it for one environment with `backingServices` of that environment.',
  },
  {
    change: 'a service attached by a dynamic value, not a variable',
    before: withDatastore(BackingService.dynamoDbTable({ partitionKey: key, attach: Attachment.variable('TABLE') })),
    after: {},
    meaning: 'The table and its items stay. The variable is gone from the new tasks.',
    advice: 'First release an image that reads either.',
  },
  { change: 'the first dynamic value added', before: STATIC, after: { props: { ...STATIC.props, config: GUESTBOOK.config } }, meaning: NEW_TASKS },
  {
    change: 'all dynamic config taken away',
    before: { props: { ...STATIC.props, config: GUESTBOOK.config } },
    after: STATIC,
    allowed: ['deletes AppConfig application', 'deletes AppConfig environment', 'deletes configuration profile'],
    meaning: 'All versions of the dynamic config are deleted. While the new tasks start, the old ones go on with the last values they have read.',
    advice: 'First release an image that does not need it. Versions that operators have added must be deleted before.',
  },
  { change: 'an environment added', after: DEMO, meaning: 'The others are not touched. The next release goes to it as well.', advice: 'Release to it: it starts with no release.' },
  {
    change: 'an environment taken away',
    after: environments(Environment.production()),
    allowed: ['leaves stack Staging', 'deletes log group of releases to staging (Pipeline)', 'deletes log group of smoke tests in staging (Pipeline)'],
    meaning: 'Its stack goes on running, with its ledger and its data; no release reaches it any more.',
    advice: 'Delete it with the command in [Releases](releases.md), or put it back: it goes on with the release that it has.',
  },
  {
    change: 'production taken away',
    after: environments(Environment.staging()),
    allowed: [
      'leaves stack Production', 'deletes log group of releases to production (Pipeline)', 'deletes log group of smoke tests in staging (Pipeline)',
    ],
    meaning: 'The same.',
    advice: 'The same.',
  },
  {
    change: 'the order of the environments',
    before: DEMO,
    after: environments(Environment.staging(), Environment.named('demo'), Environment.production()),
    meaning: 'The next release goes in the new order.',
    advice: 'Deploy while no release is under way.',
  },
  { change: 'notifications added', after: MAIL, meaning: 'Recipients confirm the subscription first.' },
  {
    change: 'notifications taken away',
    before: MAIL,
    after: {},
    allowed: ['key', 'topic', 'subscription'].map((what) => `deletes ${what} of notifications (Pipeline)`),
    meaning: 'Recipients would have to confirm again.',
  },
];
