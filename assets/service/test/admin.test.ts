import { awsEnvironment, LOCATION, SERVICE_VARIABLES } from './support/aws-environment';
import { describeWithDynamoDb, DynamoDbLocal } from './support/dynamodb-local';
import { ServiceProcess } from './support/service-process';
import { AppConfigDataServer } from '../../../examples/demo/appconfig-data-server';

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
      Form: { N: '1' },
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
