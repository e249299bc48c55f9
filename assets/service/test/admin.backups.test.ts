import { CreateBackupCommand, CreateTableCommand, DynamoDBClient, GetItemCommand, ListBackupsCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { awsEnvironment, LOCATION, SERVICE_VARIABLES } from './support/aws-environment';
import { RecordedLog } from './support/log-lines';
import { describeWithMoto, startMoto } from './support/moto';
import { ServiceProcess } from './support/service-process';
import { AppConfigDataServer } from '../../../examples/demo/appconfig-data-server';
import { TableBackups } from '../src/admin/table-backups';

const DAY = new Date('2026-03-01T00:30:00Z');
const KEY = { Application: { S: 'TwelveFactorApp' } };

// DynamoDB Local has no backups; moto has.
describeWithMoto('backup and restore', () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let client: DynamoDBClient;
  let environment: Record<string, string>;
  let table: string;
  const appConfig = new AppConfigDataServer();

  beforeAll(async () => {
    moto = await startMoto();
    client = new DynamoDBClient({ endpoint: moto.endpoint, region: 'eu-west-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
    const { PORT, ...variables } = SERVICE_VARIABLES; // an admin task binds no port
    environment = { ...variables, ...awsEnvironment({ appConfigData: await appConfig.listen(), dynamoDb: moto.endpoint }) };
  }, 300_000);
  afterAll(async () => {
    client?.destroy();
    moto?.stop();
    await appConfig.close();
  });
  beforeEach(async () => {
    table = `guestbook${Math.random().toString(36).slice(2, 8)}`;
    appConfig.deploy(LOCATION.application, LOCATION.environment, LOCATION.profile, JSON.stringify({ TableName: table }));
    await client.send(new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'Application', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'Application', KeyType: 'HASH' }],
    }));
    await client.send(new PutItemCommand({ TableName: table, Item: { ...KEY, Name: { S: 'Ada' } } }));
  });

  describe('the day\'s backup', () => {
    test('is made', async () => {
      await backUp(`${table}-2026-02-28`);
      await backups().create(DAY);
      expect(await names()).toEqual([`${table}-2026-02-28`, `${table}-2026-03-01`]);
    });

    test('is not made twice', async () => {
      await backups().create(DAY);
      await backups().create(DAY);
      expect(await names()).toEqual([`${table}-2026-03-01`]);
    });

    test('outlives older ones of its own, and leaves those of others alone', async () => {
      const others = ['before-migration', `${table}-old-2020-01-01`, `${table}-2020-01-01-keep`, 'other-2020-01-01', `${table}-2020`];
      const kept = [`${table}-2026-01-25`, `${table}-2026-03-01`];
      for (const name of [`${table}-2019-12-31`, `${table}-2026-01-24`, ...kept, ...others]) await backUp(name);
      await backups().prune(DAY, 35);
      expect(await names()).toEqual([...kept, ...others].sort());
    });

    test('fails when DynamoDB does', async () => {
      await expect(new TableBackups(client, 'absent', new RecordedLog().logger).create(DAY)).rejects.toThrow();
    });
  });

  test('a backup comes back as a table with the same item; each task run again does nothing', async () => {
    expect(await run('backup')).toMatchObject({ exitCode: 0, msg: 'backup created' });
    expect(await run('backup')).toMatchObject({ exitCode: 0, msg: 'nothing to do: the backup exists already' });
    const to = `${table}Restored`;
    expect(await run('restore', '--to', to)).toMatchObject({ exitCode: 0, msg: 'table restored', table: to });
    expect((await client.send(new GetItemCommand({ TableName: to, Key: KEY }))).Item).toEqual({ ...KEY, Name: { S: 'Ada' } });
    expect(await run('restore', '--to', to)).toMatchObject({ exitCode: 0, msg: 'nothing to do: the table exists already' });
  }, 120_000);

  test('the latest backup is restored, or the one that is named', async () => {
    for (const [name, reader] of [['first', 'Ada'], ['second', 'Grace']] as const) {
      await client.send(new PutItemCommand({ TableName: table, Item: { ...KEY, Name: { S: reader } } }));
      await backUp(name);
    }
    expect(await run('restore', '--to', `${table}B`)).toMatchObject({ exitCode: 0 });
    expect(await run('restore', '--to', `${table}A`, '--backup', 'first')).toMatchObject({ exitCode: 0 });
    const nameIn = async (from: string) => (await client.send(new GetItemCommand({ TableName: from, Key: KEY }))).Item?.Name;
    expect([await nameIn(`${table}A`), await nameIn(`${table}B`)]).toEqual([{ S: 'Ada' }, { S: 'Grace' }]);
  }, 120_000);

  test('without a backup restore fails with 1', async () => {
    const { exitCode, error } = await run('restore', '--to', `${table}C`) as { exitCode: number; error?: { message: string } };
    expect({ exitCode, message: error?.message }).toEqual({ exitCode: 1, message: `The table ${table} has no available backup` });
  }, 60_000);

  test.each([[[]], [['--from', 'confidential']], [['confidential']]])('restore called with %j exits with 2, says how it is called, and quotes nothing', async (args) => {
    const result = await run('restore', ...args);
    expect(result).toMatchObject({ exitCode: 2, msg: 'wrong arguments', problem: expect.stringContaining('node dist/admin/restore.js --to') });
    expect(JSON.stringify(result)).not.toContain('confidential');
  }, 60_000);

  function backups(): TableBackups {
    return new TableBackups(client, table, new RecordedLog().logger);
  }

  async function backUp(BackupName: string): Promise<void> {
    await client.send(new CreateBackupCommand({ TableName: table, BackupName }));
  }

  async function names(): Promise<string[]> {
    const { BackupSummaries = [] } = await client.send(new ListBackupsCommand({ TableName: table }));
    return BackupSummaries.map(({ BackupName = '' }) => BackupName).sort();
  }

  async function run(task: string, ...args: string[]) {
    const child = new ServiceProcess(`admin/${task}.ts`, environment, { args });
    return { exitCode: await child.exitCode, ...child.log.at(-1) };
  }
});
