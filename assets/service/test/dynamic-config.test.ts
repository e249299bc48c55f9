import { AppConfigDataClient } from '@aws-sdk/client-appconfigdata';
import { LOCATION } from './support/aws-environment';
import { RecordedLog } from './support/log-lines';
import { AppConfigDataServer } from '../../../examples/demo/appconfig-data-server';
import { AppConfigSession } from '../src/config/appconfig-session';
import { DynamicConfig } from '../src/config/dynamic-config';

const ONCE = { attempts: 1, firstDelayMs: 1 };

let server: AppConfigDataServer;
let endpoint: string;
let log: RecordedLog;

beforeEach(async () => {
  log = new RecordedLog();
  server = new AppConfigDataServer({ pollIntervalSeconds: 0 });
  endpoint = await server.listen();
});
afterEach(async () => server.close());

test('uses the deployed document, whatever other keys it has', async () => {
  deploy('{"TableName":"first","Other":1}');
  expect((await connect()).current).toEqual({ TableName: 'first' });
});

test('takes an empty answer as unchanged', async () => {
  deploy('{"TableName":"first"}');
  const config = await connect();
  expect(await config.refresh()).toBe('unchanged');
  expect(config.current.TableName).toBe('first');
});

test.each([
  ['garbage', '{{ confidential'],
  ['a document without TableName', '{"confidential":1}'],
  ['an empty TableName', '{"TableName":" ","confidential":1}'],
  ['a TableName of another type', '{"TableName":["confidential"]}'],
  ['a document that is no object', '["confidential"]'],
  ['null', 'null'],
])('keeps the last good document when the next one is %s, and logs no content', async (_, content) => {
  deploy('{"TableName":"first"}');
  const config = await connect();
  deploy(content);
  expect(await config.refresh()).toBe('failed');
  expect(config.current.TableName).toBe('first');
  expect(log.lines.at(-1)).toMatchObject({ level: 'error', msg: 'configuration not refreshed: the last good one stays in use' });
  expect(log.text).not.toContain('confidential');

  deploy('{"TableName":"second"}');
  expect(await config.refresh()).toBe('refreshed');
  expect(config.current.TableName).toBe('second');
});

test('starts a new session when its token is refused', async () => {
  deploy('{"TableName":"first"}');
  const config = await connect();
  server.expireTokens();
  expect(await config.refresh()).toBe('unchanged');
  server.expireTokens();
  deploy('{"TableName":"second"}');
  expect(await config.refresh()).toBe('refreshed');
  expect(config.current.TableName).toBe('second');
});

test('shares one poll between refreshes at the same time', async () => {
  deploy('{"TableName":"first"}');
  const config = await connect();
  deploy('{"TableName":"second"}');
  expect(await Promise.all([config.refresh(), config.refresh(), config.refresh()])).toEqual(['refreshed', 'refreshed', 'refreshed']);
  expect(server.pollCount).toBe(2);
});

test('keeps the last good document while AppConfig is out of reach', async () => {
  deploy('{"TableName":"first"}');
  const config = await connect();
  await server.close();
  expect(await config.refresh()).toBe('failed');
  expect(config.current.TableName).toBe('first');
});

test('polls in the background', async () => {
  deploy('{"TableName":"first"}');
  const config = await connect();
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] });
  try {
    config.startPolling();
    deploy('{"TableName":"second"}');
    jest.advanceTimersByTime(75_000);
  } finally {
    jest.useRealTimers();
  }
  expect(await config.refresh()).toBe('refreshed'); // joins the poll that the timer began
  expect(config.current.TableName).toBe('second');
  config.stopPolling();
});

test('gives up at start-up after a few attempts', async () => {
  await expect(connect({ attempts: 3, firstDelayMs: 1 })).rejects.toThrow('No valid configuration from AppConfig after 3 attempts');
  expect(log.lines.map(({ msg }) => msg)).toEqual(Array(3).fill('no configuration yet'));
});

test('starts once a valid document is deployed while it tries', async () => {
  deploy('garbage');
  setTimeout(() => deploy('{"TableName":"first"}'), 100);
  expect((await connect({ attempts: 5, firstDelayMs: 50 })).current.TableName).toBe('first');
});

function deploy(content: string): void {
  server.deploy(LOCATION.application, LOCATION.environment, LOCATION.profile, content);
}

async function connect(startUp = ONCE): Promise<DynamicConfig> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new AppConfigDataClient({ endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
  return DynamicConfig.connect(new AppConfigSession(client, LOCATION), log.logger, startUp);
}
