import { setTimeout as sleep } from 'node:timers/promises';
import { AppConfigDataClient } from '@aws-sdk/client-appconfigdata';
import { FaultyAppConfig } from './support/appconfig-faults';
import { LOCATION } from './support/aws-environment';
import { RecordedLog } from './support/log-lines';
import { AppConfigSession } from '../src/config/appconfig-session';
import { Backoff } from '../src/config/backoff';
import { DynamicConfig, DynamicConfigOptions } from '../src/config/dynamic-config';

const ONCE: DynamicConfigOptions = { attempts: 1, paceSeconds: 60, backoff: { firstMs: 1, longestMs: 1 } };

let server: FaultyAppConfig;
let endpoint: string;
let log: RecordedLog;

beforeEach(async () => {
  log = new RecordedLog();
  server = new FaultyAppConfig({ pollIntervalSeconds: 0 });
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
  expect(await config.refresh()).toBe('refused');
  expect(config.current.TableName).toBe('first');
  expect(log.lines.at(-1)).toMatchObject({ level: 'error', msg: 'configuration not refreshed: the last good one stays in use' });
  expect(log.text).not.toContain('confidential');

  deploy('{"TableName":"second"}');
  expect(await config.refresh()).toBe('refreshed');
  expect(config.current.TableName).toBe('second');
});

test('starts with a document that names no table, takes the first that does, and never goes back', async () => {
  deploy('{"Greeting":"Hi"}');
  const config = await connect();
  expect(config.current).toEqual({ Greeting: 'Hi' });
  deploy('{"TableName":"first"}');
  expect(await config.refresh()).toBe('refreshed');
  deploy('{"Greeting":"Hi"}');
  expect(await config.refresh()).toBe('refused');
  expect(config.current).toEqual({ TableName: 'first' });
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

test('asks a source that fails less and less often, and at the usual pace again once it answers', async () => {
  deploy('{"TableName":"first"}');
  const config = await connect({ ...ONCE, backoff: { firstMs: 80, longestMs: 640 } });
  server.fault = 'throttled';
  asked = performance.now();
  expect(await config.refresh()).toBe('failed');
  const waits = [await msToNextAnswer(config), await msToNextAnswer(config), await msToNextAnswer(config)];
  for (const [failures, wait] of waits.entries()) expect(wait).toBeGreaterThanOrEqual(40 * 2 ** failures - 5);
  server.fault = undefined;
  await msToNextAnswer(config);
  expect(config.secondsToNextRefresh).toBe(0);
  server.fault = 'throttled';
  asked = performance.now();
  expect(await config.refresh()).toBe('failed');
  expect(await msToNextAnswer(config)).toBeLessThan(waits[2]!); // it begins anew
});

/** When the source was asked last. The wait begins with its answer, which a busy machine may show us late: from the question on, it is never too short. */
let asked = 0;

async function msToNextAnswer(config: DynamicConfig): Promise<number> {
  const before = asked;
  do {
    asked = performance.now();
  } while (await config.refresh() === 'early' && await sleep(1, true));
  return performance.now() - before;
}

test('waits twice as long after each failure, at most so long, and never all the same', () => {
  const backoff = new Backoff({ firstMs: 1000, longestMs: 6000 });
  const ceilings = [1000, 2000, 4000, 6000, 6000];
  const waits = ceilings.map(() => backoff.next());
  for (const [index, ceiling] of ceilings.entries()) {
    expect(waits[index]).toBeGreaterThanOrEqual(ceiling / 2);
    expect(waits[index]).toBeLessThanOrEqual(ceiling);
  }
  expect(waits[3]).not.toBe(waits[4]);
  backoff.reset();
  expect(backoff.next()).toBeLessThanOrEqual(1000);
});

test('does not poll before the service\'s own interval has passed', async () => {
  await server.close();
  server = new FaultyAppConfig({ pollIntervalSeconds: 15 });
  endpoint = await server.listen();
  deploy('{"TableName":"first"}');
  const config = await connect();
  const { calls } = server;
  expect(await config.refresh()).toBe('early');
  expect(config.secondsToNextRefresh).toBe(15);
  expect(server.calls).toBe(calls);
});

test('starts a new session instead of using a token that is as old as they get', async () => {
  deploy('{"TableName":"first"}');
  let now = 0;
  const config = await connect(ONCE, () => now);
  const { calls } = server;
  now += 22 * 3_600_000;
  expect(await config.refresh()).toBe('unchanged');
  expect(server.calls).toBe(calls + 1);
  now += 23 * 3_600_000;
  expect(await config.refresh()).toBe('unchanged');
  expect(server.calls).toBe(calls + 3); // a session and a poll
});

describe('a document that names something else', () => {
  const seen: string[] = [];
  let fails = true;
  const options: DynamicConfigOptions = {
    ...ONCE,
    trial: async (successor, current) => {
      seen.push(`${current.TableName} -> ${successor.TableName}`);
      if (fails) throw new Error('no such table');
    },
  };

  test('is tried before it is taken, refused while that fails, and tried again at each poll', async () => {
    deploy('{"TableName":"first"}');
    const config = await connect(options);
    expect(seen).toEqual([]);
    deploy('{"TableName":"second"}');
    expect(await config.refresh()).toBe('refused');
    expect(await config.refresh()).toBe('refused');
    expect(config.current.TableName).toBe('first');
    expect(log.lines.at(-1)).toMatchObject({ level: 'error', outcome: 'refused', version: '2', error: { message: 'no such table' } });
    fails = false;
    expect(await config.refresh()).toBe('refreshed');
    expect(config.current.TableName).toBe('second');
    expect(seen).toEqual(Array(3).fill('first -> second'));
  });
});

describe('with a default', () => {
  const options: DynamicConfigOptions = { ...ONCE, attempts: 2, fallback: { TableName: 'bundled' } };

  test('starts with it when no document arrives, says so, and takes the first that does', async () => {
    server.fault = 'denied';
    const config = await connect(options);
    expect(config.current.TableName).toBe('bundled');
    expect(config.state).toEqual({ source: 'default' });
    expect(log.lines.at(-1)).toMatchObject({ level: 'warn', msg: 'no configuration from AppConfig: starting with APPCONFIG_DEFAULT' });
    server.fault = undefined;
    deploy('{"TableName":"first"}');
    await sleep(5);
    expect(await config.refresh()).toBe('refreshed');
    expect(config.state).toEqual({ source: 'appconfig', version: '1' });
  });

  test('does not start with it when there is a document', async () => {
    deploy('{"TableName":"first"}');
    expect((await connect(options)).current.TableName).toBe('first');
  });
});

test('gives up at start-up after a few attempts', async () => {
  await expect(connect({ ...ONCE, attempts: 3 })).rejects.toThrow('No valid configuration from AppConfig after 3 attempts');
  expect(log.lines.map(({ msg }) => msg)).toEqual(Array(3).fill('no configuration yet'));
});

test('starts once a valid document is deployed while it tries', async () => {
  deploy('garbage');
  setTimeout(() => deploy('{"TableName":"first"}'), 100);
  expect((await connect({ ...ONCE, attempts: 5, backoff: { firstMs: 100, longestMs: 100 } })).current.TableName).toBe('first');
});

function deploy(content: string): void {
  server.deploy(LOCATION.application, LOCATION.environment, LOCATION.profile, content);
}

async function connect(options = ONCE, now?: () => number): Promise<DynamicConfig> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new AppConfigDataClient({ endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
  return DynamicConfig.connect(new AppConfigSession(client, LOCATION, now), log.logger, options);
}
