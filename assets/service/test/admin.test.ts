import { awsEnvironment, LOCATION, SERVICE_VARIABLES } from './support/aws-environment';
import { describeWithDynamoDb, DynamoDbLocal } from './support/dynamodb-local';
import { ServiceProcess } from './support/service-process';
import { AppConfigDataServer } from '../../../examples/demo/appconfig-data-server';

describeWithDynamoDb('the admin tasks', () => {
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

  test('seed adds a greeting, and run again does nothing', async () => {
    await dynamoDb.createTable('fresh');
    const first = await run('seed', 'fresh');
    expect(first).toMatchObject({ exitCode: 0, msg: 'greeting added' });
    expect(await dynamoDb.getGreeting('fresh')).toEqual({
      Application: { S: 'TwelveFactorApp' },
      Name: { S: 'World' },
      Language: { S: 'TypeScript' },
      Platform: { S: 'AWS Fargate' },
      BgColor: { S: '#0b7285' },
    });
    expect(await run('seed', 'fresh')).toMatchObject({ exitCode: 0, msg: 'nothing to do: there is a greeting already' });
  }, 30_000);

  test('seed never overwrites', async () => {
    await dynamoDb.createTable('used', { Name: 'Ada' });
    expect((await run('seed', 'used')).exitCode).toBe(0);
    expect(await dynamoDb.getGreeting('used')).toEqual({ Application: { S: 'TwelveFactorApp' }, Name: { S: 'Ada' } });
  }, 30_000);

  test('seed fails with 1 and a log line when the table does not exist', async () => {
    expect(await run('seed', 'absent')).toMatchObject({ exitCode: 1, level: 'error', msg: 'process failed' });
  }, 30_000);

  test('migrate gives an older greeting what it lacks, keeps what it has, and run again does nothing', async () => {
    await dynamoDb.createTable('old', { Name: 'Ada', BgColor: 'gold', Note: 'by hand' });
    expect(await run('migrate', 'old')).toMatchObject({ exitCode: 0, msg: 'greeting migrated' });
    const migrated = {
      Application: { S: 'TwelveFactorApp' },
      Name: { S: 'Ada' },
      Note: { S: 'by hand' },
      BgColor: { S: 'gold' },
      Language: { S: 'TypeScript' },
      Platform: { S: 'AWS Fargate' },
    };
    expect(await dynamoDb.getGreeting('old')).toEqual(migrated);
    expect(await run('migrate', 'old')).toMatchObject({ exitCode: 0, msg: 'nothing to do: no greeting lacks a field' });
    expect(await dynamoDb.getGreeting('old')).toEqual(migrated);
  }, 30_000);

  test('migrate finds nothing to do in an empty table, and two at a time do it once', async () => {
    await dynamoDb.createTable('nothing');
    expect(await run('migrate', 'nothing')).toMatchObject({ exitCode: 0, msg: 'nothing to do: no greeting lacks a field' });
    expect(await dynamoDb.getGreeting('nothing')).toBeUndefined();
    await dynamoDb.createTable('race', { Name: 'Ada' });
    const messages = (await Promise.all([run('migrate', 'race'), run('migrate', 'race')])).map(({ msg }) => msg).sort();
    expect(messages).toEqual(['greeting migrated', 'nothing to do: no greeting lacks a field']);
  }, 60_000);

  test('migrate fails with 1 when the table does not exist, and with 2 without its environment', async () => {
    expect(await run('migrate', 'absent')).toMatchObject({ exitCode: 1, level: 'error', msg: 'process failed' });
    expect(await new ServiceProcess('admin/migrate.ts', {}).exitCode).toBe(2);
  }, 60_000);

  async function run(name: 'seed' | 'migrate', table: string) {
    appConfig.deploy(LOCATION.application, LOCATION.environment, LOCATION.profile, JSON.stringify({ TableName: table }));
    const task = new ServiceProcess(`admin/${name}.ts`, environment);
    return { exitCode: await task.exitCode, ...task.log.at(-1) };
  }
});
