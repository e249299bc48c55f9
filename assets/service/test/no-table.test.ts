/** The service as a new codebase may run: with no dynamic configuration, or with one that names no table. */
import { awsEnvironment, LOCATION, SERVICE_VARIABLES } from './support/aws-environment';
import { describeWithDynamoDb, DynamoDbLocal } from './support/dynamodb-local';
import { RunningApp } from './support/running-app';
import { ServiceProcess } from './support/service-process';
import { AppConfigDataServer } from '../../../examples/demo/appconfig-data-server';

const NOWHERE = 'http://127.0.0.1:1';
const BARE = awsEnvironment({ appConfigData: NOWHERE, dynamoDb: NOWHERE });
const MISSING = ['TABLE_NAME is missing (the table; expected a TableName in the dynamic configuration, or this variable)'];

describe('without AppConfig and without a table', () => {
  test('the web process starts, says what will not work, and every page that needs no table answers', async () => {
    const service = new ServiceProcess('web.ts', { ...BARE, PORT: '0' });
    try {
      const url = await service.url();
      expect(await service.logged('no table is attached')).toMatchObject({ level: 'warn', problems: MISSING });
      const ask = async (path: string, method = 'GET') => {
        const response = await fetch(url + path, { method });
        return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
      };
      for (const path of ['/', '/openapi.json']) expect((await ask(path)).status).toBe(200);
      expect(JSON.parse((await ask('/ready')).text)).toEqual({ ready: true, release: 'none', config: { source: 'none' } });
      for (const method of ['GET', 'POST']) expect(await ask('/refresh-config', method)).toMatchObject({ status: 200, text: 'Nothing to refresh\n' });
      for (const path of ['/hello', '/table-name']) {
        const { status, type, text } = await ask(path);
        expect({ status, type }).toEqual({ status: 501, type: 'application/problem+json' });
        expect(JSON.parse(text)).toMatchObject({ status: 501, title: 'No table is attached', detail: expect.stringMatching(/TableName.*TABLE_NAME/) });
      }
    } finally {
      await service.stop();
    }
  }, 60_000);

  test('the worker starts; what needs a table fails with the reason, and comes back later', async () => {
    const worker = new ServiceProcess('worker.ts', BARE, { input: '{"BgColor":"gold"}\n' });
    try {
      expect(await worker.logged('no table is attached')).toMatchObject({ level: 'warn', problems: MISSING });
      await worker.logged('working');
      expect(await worker.logged('message failed: again later')).toMatchObject({ error: { name: 'EnvironmentError', message: expect.stringContaining(MISSING[0]!) } });
    } finally {
      await worker.stop();
    }
  }, 60_000);

  test.each(['seed', 'migrate', 'backup', 'restore'])('the admin task %s exits with 2, which says that to try again is no use', async (name) => {
    const task = new ServiceProcess(`admin/${name}.ts`, BARE, { args: name === 'restore' ? ['--to', 'new'] : [] });
    expect(await task.exitCode).toBe(2);
    expect(task.log).toEqual([expect.objectContaining({ level: 'error', msg: 'the environment is not complete', problems: MISSING })]);
  }, 60_000);
});

describeWithDynamoDb('with a table', () => {
  let dynamoDb: DynamoDbLocal;
  beforeAll(async () => {
    dynamoDb = await DynamoDbLocal.start();
    await dynamoDb.createTable('plain', { Name: 'Ada' });
    await dynamoDb.createTable('dynamic', { Name: 'Grace' });
    await dynamoDb.createTable('fresh');
  }, 60_000);
  afterAll(async () => dynamoDb?.stop());

  test('in TABLE_NAME alone, the app greets', async () => {
    const app = await RunningApp.start(dynamoDb.endpoint, undefined, { table: 'plain' });
    expect((await app.request('/hello')).text).toContain('<strong>Ada</strong>');
    expect((await app.request('/table-name')).text).toBe('plain\n');
    await app.stop();
  });

  test('in both, the document decides', async () => {
    const app = await RunningApp.start(dynamoDb.endpoint, { TableName: 'dynamic' }, { table: 'plain' });
    expect((await app.request('/hello')).text).toContain('<strong>Grace</strong>');
    await app.stop();
  });

  test('in TABLE_NAME and a document without one, it is TABLE_NAME until a document has one', async () => {
    const app = await RunningApp.start(dynamoDb.endpoint, { Greeting: 'Hi' }, { table: 'plain' });
    expect((await app.request('/hello')).text).toContain('Hi, <strong>Ada</strong>');
    app.deploy('{"TableName":"dynamic"}');
    expect((await app.request('/refresh-config')).text).toBe('Config Refreshed\n');
    expect((await app.request('/hello')).text).toContain('Hello, <strong>Grace</strong>');
    await app.stop();
  });

  test('in no document at first, /hello is 501 until one has it; a table that is not there is refused all the same', async () => {
    const app = await RunningApp.start(dynamoDb.endpoint, { Greeting: 'Hi' });
    expect((await app.request('/hello')).status).toBe(501);
    app.deploy('{"TableName":"absent"}');
    expect((await app.request('/refresh-config')).status).toBe(503);
    expect((await app.request('/hello')).status).toBe(501);
    app.deploy('{"TableName":"plain"}');
    expect((await app.request('/refresh-config')).status).toBe(200);
    expect((await app.request('/hello')).status).toBe(200);
    await app.stop();
  });

  test('in TABLE_NAME alone, the admin tasks use it', async () => {
    const environment = { ...awsEnvironment({ appConfigData: NOWHERE, dynamoDb: dynamoDb.endpoint }), TABLE_NAME: 'fresh' };
    const seed = new ServiceProcess('admin/seed.ts', environment);
    expect(await seed.exitCode).toBe(0);
    expect(seed.log.at(-1)).toMatchObject({ msg: 'greeting added', table: 'fresh' });
  }, 60_000);

  test('an admin task whose document names none exits with 2', async () => {
    const appConfig = new AppConfigDataServer();
    appConfig.deploy(LOCATION.application, LOCATION.environment, LOCATION.profile, '{"Greeting":"Hi"}');
    const seed = new ServiceProcess('admin/seed.ts', { ...SERVICE_VARIABLES, ...awsEnvironment({ appConfigData: await appConfig.listen(), dynamoDb: dynamoDb.endpoint }) });
    expect(await seed.exitCode).toBe(2);
    expect(seed.log.at(-1)).toMatchObject({ problems: MISSING });
    await appConfig.close();
  }, 60_000);
});
