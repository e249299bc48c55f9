import { BackupSummary, CreateBackupCommand, DeleteBackupCommand, ListBackupsCommand } from '@aws-sdk/client-dynamodb';
import { awsEnvironment, LOCATION, SERVICE_VARIABLES } from './support/aws-environment';
import { describeWithDynamoDb, DynamoDbLocal } from './support/dynamodb-local';
import { RecordedLog } from './support/log-lines';
import { ServiceProcess } from './support/service-process';
import { AppConfigDataServer } from '../../../examples/demo/appconfig-data-server';
import { BackupClient, TableBackups } from '../src/admin/table-backups';

describeWithDynamoDb('the seed task', () => {
  let dynamoDb: DynamoDbLocal;
  const appConfig = new AppConfigDataServer();

  beforeAll(async () => {
    dynamoDb = await DynamoDbLocal.start();
    const { PORT, ...variables } = SERVICE_VARIABLES; // an admin task binds no port
    environment = { ...variables, ...awsEnvironment({ appConfigData: await appConfig.listen(), dynamoDb: dynamoDb.endpoint }) };
  }, 60_000);
  afterAll(async () => {
    await dynamoDb?.stop();
    await appConfig.close();
  });
  let environment: Record<string, string>;

  test('adds a greeting, and run again does nothing', async () => {
    await dynamoDb.createTable('fresh');
    const first = await runSeed('fresh');
    expect(first).toMatchObject({ exitCode: 0, msg: 'greeting added' });
    expect(await dynamoDb.getGreeting('fresh')).toEqual({
      Application: { S: 'TwelveFactorApp' },
      Name: { S: 'World' },
      Language: { S: 'TypeScript' },
      Platform: { S: 'AWS Fargate' },
      BgColor: { S: '#0b7285' },
    });
    expect(await runSeed('fresh')).toMatchObject({ exitCode: 0, msg: 'nothing to do: there is a greeting already' });
  }, 30_000);

  test('never overwrites', async () => {
    await dynamoDb.createTable('used', { Name: 'Ada' });
    expect((await runSeed('used')).exitCode).toBe(0);
    expect(await dynamoDb.getGreeting('used')).toEqual({ Application: { S: 'TwelveFactorApp' }, Name: { S: 'Ada' } });
  }, 30_000);

  test('fails with 1 and a log line when the table does not exist', async () => {
    expect(await runSeed('absent')).toMatchObject({ exitCode: 1, level: 'error', msg: 'process failed' });
  }, 30_000);

  async function runSeed(table: string) {
    appConfig.deploy(LOCATION.application, LOCATION.environment, LOCATION.profile, JSON.stringify({ TableName: table }));
    const task = new ServiceProcess('admin/seed.ts', environment);
    return { exitCode: await task.exitCode, ...task.log.at(-1) };
  }
});

describe('the backup task', () => {
  const DAY = new Date('2026-03-01T00:30:00Z');

  test('creates the day\'s backup', async () => {
    const client = new StubbedBackups(['guestbook-2026-02-28']);
    await backupsOf(client).create(DAY);
    expect(client.names).toEqual(['guestbook-2026-02-28', 'guestbook-2026-03-01']);
  });

  test('does nothing when it exists, on whatever page of the list', async () => {
    const names = ['guestbook-2026-02-27', 'guestbook-2026-02-28', 'guestbook-2026-03-01'];
    const client = new StubbedBackups(names);
    await backupsOf(client).create(DAY);
    expect(client.names).toEqual(names);
  });

  test('deletes what is older than the retention, and nothing of somebody else', async () => {
    const others = ['before-migration', 'guestbook-old-2020-01-01', 'guestbook-2020-01-01-keep', 'other-2020-01-01', 'guestbook-2020'];
    const client = new StubbedBackups(['guestbook-2019-12-31', 'guestbook-2026-01-24', 'guestbook-2026-01-25', 'guestbook-2026-03-01', ...others]);
    await backupsOf(client).prune(DAY, 35);
    expect(client.names).toEqual(['guestbook-2026-01-25', 'guestbook-2026-03-01', ...others]);
  });

  test('fails when DynamoDB does', async () => {
    const client = { send: async () => Promise.reject(new Error('out of reach')) };
    await expect(backupsOf(client).create(DAY)).rejects.toThrow('out of reach');
  });

  function backupsOf(client: BackupClient): TableBackups {
    return new TableBackups(client, 'guestbook', new RecordedLog().logger);
  }
});

/** DynamoDB Local has no backups, so here is the part of the client that is used, over a list of names, one a page. */
class StubbedBackups implements BackupClient {
  constructor(public names: string[]) {}

  async send(command: CreateBackupCommand | ListBackupsCommand | DeleteBackupCommand): Promise<any> {
    if (command instanceof CreateBackupCommand) {
      expect(command.input.TableName).toBe('guestbook');
      this.names.push(command.input.BackupName!);
    } else if (command instanceof DeleteBackupCommand) {
      this.names = this.names.filter((name) => `arn/${name}` !== command.input.BackupArn);
    } else {
      return this.page(command.input.ExclusiveStartBackupArn);
    }
  }

  private page(after?: string): { BackupSummaries: BackupSummary[]; LastEvaluatedBackupArn?: string } {
    const index = after ? this.names.indexOf(after.slice('arn/'.length)) + 1 : 0;
    const BackupName = this.names[index];
    if (!BackupName) return { BackupSummaries: [] };
    return {
      BackupSummaries: [{ BackupName, BackupArn: `arn/${BackupName}` }],
      LastEvaluatedBackupArn: index + 1 < this.names.length ? `arn/${BackupName}` : undefined,
    };
  }
}
