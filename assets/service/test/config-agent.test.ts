import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { LOCATION } from './support/aws-environment';
import { RecordedLog } from './support/log-lines';
import { AppConfigAgent } from '../src/config/appconfig-agent';
import { DynamicConfig } from '../src/config/dynamic-config';

const log = new RecordedLog();
let answer = { status: 200, body: '', version: '1' };
let paths: (string | undefined)[] = [];
let tokens: (string | undefined)[] = [];
let agent: Server;
let endpoint: string;

beforeEach(async () => {
  paths = [];
  tokens = [];
  agent = createServer((request, response) => {
    paths.push(request.url);
    tokens.push(request.headers.authorization);
    response.writeHead(answer.status, { 'Configuration-Version': answer.version }).end(answer.body);
  });
  await new Promise<void>((resolve) => agent.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(agent.address() as AddressInfo).port}`;
});
afterEach(async () => {
  agent.closeAllConnections();
  await new Promise((resolve) => agent.close(resolve));
});

test('asks the agent on its documented path, with the ids escaped', async () => {
  answer = { status: 200, body: '{"TableName":"first"}', version: '7' };
  const source = new AppConfigAgent(endpoint, { application: 'a b', environment: 'e/f', profile: 'p' });
  expect(await source.poll()).toEqual({ content: '{"TableName":"first"}', version: '7' });
  expect(paths).toEqual(['/applications/a%20b/environments/e%2Ff/configurations/p']);
});

test('shows the agent its access token, if it has one', async () => {
  answer = { status: 200, body: '{"TableName":"first"}', version: '7' };
  for (const token of ['s3cret', '', undefined]) await new AppConfigAgent(endpoint, LOCATION, token).poll();
  expect(tokens).toEqual(['Bearer s3cret', undefined, undefined]);
});

test('keeps to the same rules as a session: unchanged, last known good, nothing of the content in the log', async () => {
  answer = { status: 200, body: '{"TableName":"first"}', version: '1' };
  const config = await connect();
  expect(await config.refresh()).toBe('unchanged');
  answer = { status: 502, body: 'confidential', version: '' };
  expect(await config.refresh()).toBe('failed');
  answer = { status: 200, body: '{ confidential', version: '2' };
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await config.refresh()).toBe('refused');
  expect(config.current.TableName).toBe('first');
  answer = { status: 200, body: '{"TableName":"second"}', version: '3' };
  expect(await config.refresh()).toBe('refreshed');
  expect(config.current.TableName).toBe('second');
  expect(log.text).not.toContain('confidential');
});

async function connect(): Promise<DynamicConfig> {
  const options = { attempts: 1, paceSeconds: 60, backoff: { firstMs: 1, longestMs: 1 } };
  return DynamicConfig.connect(new AppConfigAgent(endpoint, LOCATION), log.logger, options);
}
