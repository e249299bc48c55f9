import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from './support/appconfig-faults';
import { DynamoDbFault, FaultyDynamoDb } from './support/dynamodb-faults';
import { describeWithDynamoDb, DynamoDbLocal } from './support/dynamodb-local';
import { RunningApp } from './support/running-app';

describeWithDynamoDb('while backing services fail', () => {
  let engine: DynamoDbLocal;
  let dynamoDb: FaultyDynamoDb;
  let app: RunningApp;

  beforeAll(async () => {
    engine = await DynamoDbLocal.start();
    await engine.createTable('first', { Name: 'Ada' });
    await engine.createTable('second', { Name: 'Grace' });
  }, 60_000);
  afterAll(async () => engine?.stop());

  beforeEach(async () => {
    dynamoDb = new FaultyDynamoDb(engine.endpoint);
    app = await RunningApp.start(await dynamoDb.listen(), { TableName: 'first' });
  });
  afterEach(async () => {
    await app.stop();
    await dynamoDb.close();
  });

  test.each<Fault>(['slow', 'down', 'throttled', 'garbage', 'denied', 'reset'])('AppConfig %s: the last good configuration serves, and a refresh says so', async (fault) => {
    app.appConfig.slownessMs = 20_000;
    app.appConfig.fault = fault;
    const { status, text, headers } = await app.request('/refresh-config', { method: 'POST' });
    expect(status).toBe(503);
    expect(JSON.parse(text).title).toBe('The refresh failed. The last good configuration stays in use.');
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    await expectServing('Ada');
    expect((await app.request('/refresh-config')).status).toBe(429); // whoever insists does not reach AppConfig

    app.appConfig.fault = undefined;
    app.deploy('{"TableName":"second"}');
    await sleep(1100);
    expect((await app.request('/refresh-config')).text).toBe('Config Refreshed\n');
    await expectServing('Grace');
  }, 30_000);

  test('AppConfig with an expired token: a new session, nobody notices', async () => {
    app.appConfig.expireTokens();
    app.deploy('{"TableName":"second"}');
    expect(await app.request('/refresh-config')).toMatchObject({ status: 200, text: 'Config Refreshed\n' });
    await expectServing('Grace');
  });

  test.each<DynamoDbFault>(['slow', 'down', 'throttled', 'garbage', 'denied', 'expired token'])(
    'DynamoDB %s: /hello is 503 in time, liveness and readiness stay, and all is well once it is over', async (fault) => {
      dynamoDb.fault = fault;
      const start = performance.now();
      const { status, text, headers } = await app.request('/hello');
      expect(performance.now() - start).toBeLessThan(10_000);
      expect({ status, retry: headers.get('retry-after') }).toEqual({ status: 503, retry: '5' });
      expect(JSON.parse(text)).toMatchObject({ title: 'A backing service is not available' });
      expect(dynamoDb.calls).toBeLessThanOrEqual(3);
      expect(app.log.lines.find(({ msg }) => msg === 'backing service failed')).toMatchObject({ level: 'error', service: 'DynamoDB' });
      for (const path of ['/', '/ready', '/table-name']) expect((await app.request(path)).status).toBe(200);

      dynamoDb.fault = undefined;
      await expectServing('Ada');
    }, 30_000);

  test.each<DynamoDbFault>(['denied', 'throttled', 'down'])('DynamoDB %s for a swapped table: it is refused, the old one stays, and the next poll tries again', async (fault) => {
    app.deploy('{"TableName":"second"}');
    dynamoDb.fault = fault;
    const { status, text } = await app.request('/refresh-config');
    expect({ status, title: JSON.parse(text).title }).toEqual({ status: 503, title: 'The new configuration cannot be used. The last good one stays in use.' });
    dynamoDb.fault = undefined;
    await expectServing('Ada');
    expect((await app.request('/refresh-config')).text).toBe('Config Refreshed\n');
    await expectServing('Grace');
  }, 30_000);

  async function expectServing(name: string): Promise<void> {
    const { status, text } = await app.request('/hello');
    expect(status).toBe(200);
    expect(text).toContain(`<strong>${name}</strong>`);
  }
});
