import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { AdminTask, Attachment, BackingService, Config, Environment, Network, Notifications, Process } from '../../../src';
import { GUESTBOOK } from '../../support/synthesis';
import { UpgradeCase } from '../support/upgrade-case';
import { Version } from '../support/version';

const { processes, adminTasks, backingServices } = GUESTBOOK;
const attach = Attachment.variable('MORE');
const partitionKey = { name: 'Id', type: AttributeType.STRING };
const key = { name: 'Application', type: AttributeType.STRING };
const network = (options: Parameters<typeof Network.create>[0]): Version => ({
  props: { environments: [Environment.staging({ network: Network.create(options) }), Environment.production({ network: Network.create(options) })] },
});
const without = <T>(all: { [name: string]: T } | undefined, name: string) => Object.fromEntries(Object.entries(all!).filter(([one]) => one !== name));
const withService = (service: BackingService): Version => ({ props: { backingServices: { ...backingServices, More: service } } });
const DYNAMIC = { props: { backingServices: without(backingServices, 'Datastore'), adminTasks: {}, config: Config.of() } };
const MAIL = { props: { notifications: [Notifications.byEmail(['releases@example.com'])] } };
const DEMO = { props: { environments: [Environment.named('demo'), Environment.staging(), Environment.production()] } };

/** Something of the app is added or taken away. */
export const PARTS: UpgradeCase[] = [
  { change: 'a process added', after: { props: { processes: { ...processes, mail: Process.worker({ command: ['node', 'mail.js'] }) } } }, meaning: '' },
  { change: 'a worker taken away', after: { props: { processes: without(processes, 'worker') } }, meaning: '' },
  { change: 'the web process taken away', after: { props: { processes: without(processes, 'web') } }, meaning: '' },
  { change: 'a web process added', before: { props: { processes: without(processes, 'web') } }, after: {}, meaning: '' },
  { change: 'a one-off task added', after: { props: { adminTasks: { ...adminTasks, report: AdminTask.oneOff({ command: ['node', 'report.js'] }) } } }, meaning: '' },
  { change: 'a one-off task taken away', after: { props: { adminTasks: without(adminTasks, 'seed') } }, meaning: '' },
  { change: 'the only scheduled task taken away', after: { props: { adminTasks: without(adminTasks, 'backup') } }, meaning: '' },
  { change: 'the first scheduled task added', before: { props: { adminTasks: without(adminTasks, 'backup') } }, after: {}, meaning: '' },
  {
    change: 'a task, from one-off to scheduled',
    after: { props: { adminTasks: { ...adminTasks, seed: AdminTask.scheduled({ command: ['node', 'dist/admin/seed.js'], schedule: ScheduleExpression.cron({ minute: '0' }) }) } } },
    meaning: '',
  },
  { change: 'a table added', after: withService(BackingService.dynamoDbTable({ partitionKey, attach })), meaning: '' },
  { change: 'a table taken away', before: withService(BackingService.dynamoDbTable({ partitionKey, attach })), after: {}, meaning: '' },
  { change: 'a bucket added', after: withService(BackingService.bucket({ attach })), meaning: '' },
  { change: 'a bucket taken away', before: withService(BackingService.bucket({ attach })), after: {}, meaning: '' },
  { change: 'an existing table attached', after: withService(BackingService.existingDynamoDbTable({ tableName: 'cities', attach })), meaning: '' },
  { change: 'an existing bucket detached', before: withService(BackingService.existingBucket({ bucketName: 'cities-1', attach })), after: {}, meaning: '' },
  {
    change: 'another partition key of a table',
    after: { props: { backingServices: { ...backingServices, Datastore: BackingService.dynamoDbTable({ partitionKey, attach: Attachment.dynamic('TableName') }) } } },
    meaning: '',
  },
  {
    change: 'a table of the environment exchanged for one that exists',
    after: { props: {
      backingServices: { ...backingServices, Datastore: BackingService.existingDynamoDbTable({ tableName: 'restored', attach: Attachment.dynamic('TableName') }) },
    } },
    meaning: '',
  },
  {
    change: 'a service attached by a dynamic value in place of a variable',
    before: { props: { backingServices: { ...backingServices, Datastore: BackingService.dynamoDbTable({ partitionKey: key, attach: Attachment.variable('TABLE') }) } } },
    after: {},
    meaning: '',
  },
  { change: 'all dynamic config taken away', after: DYNAMIC, meaning: '' },
  { change: 'the first dynamic value added', before: DYNAMIC, after: { props: { ...DYNAMIC.props, config: GUESTBOOK.config } }, meaning: '' },
  { change: 'an environment added', after: DEMO, meaning: '' },
  { change: 'an environment taken away', after: { props: { environments: [Environment.production()] } }, meaning: '' },
  { change: 'production taken away', after: { props: { environments: [Environment.staging()] } }, meaning: '' },
  { change: 'the order of the environments', before: DEMO, after: { props: { environments: [Environment.staging(), Environment.named('demo'), Environment.production()] } }, meaning: '' },
  { change: 'notifications added', after: MAIL, meaning: '' },
  { change: 'notifications taken away', before: MAIL, after: {}, meaning: '' },
  { change: '`availabilityZones`, one more', after: { ...network({ availabilityZones: 3 }), props: (app) => ({ ...(network({ availabilityZones: 3 }).props as object), env: { account: '111122223333', region: 'eu-west-1' } }) }, before: { props: { env: { account: '111122223333', region: 'eu-west-1' } } }, meaning: '' },
  { change: '`natGateways`, one more', before: network({ natGateways: 1 }), after: network({ natGateways: 2 }), meaning: '' },
  { change: '`natGateways`, one less', before: network({ natGateways: 2 }), after: network({ natGateways: 1 }), meaning: '' },
];
