import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, beforeEach, describe, test } from 'node:test';
import app from '../dist/app.js';
import attached from '../dist/greeting/attached-table.js';
import logger from '../dist/process/logger.js';

const ADA = { name: '<Ada>', language: 'TypeScript', platform: 'AWS Fargate', bgColor: '#0b7285' };

describe('the web process', () => {
  let server;
  let lines;
  const state = {};

  before(async () => {
    const koa = app.createApp({
      config: { current: { TableName: 'greetings' }, secondsToNextRefresh: 0, refresh: async () => state.refresh },
      greetings: { get name() { return state.table(); }, read: async () => state.read() },
      log: logger.createLogger({ write: line => lines.push(JSON.parse(line)) }),
      release: 'sha256:0',
      draining: () => state.draining,
    });
    server = createServer(koa.callback()).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => server.close().closeAllConnections());

  beforeEach(() => {
    lines = [];
    Object.assign(state, { refresh: 'unchanged', table: () => 'greetings', read: () => ADA, draining: false });
  });

  async function ask(path, options) {
    const response = await fetch(`http://127.0.0.1:${server.address().port}${path}`, options);
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  test('is healthy, whatever its backing services do', async () => {
    state.read = () => assert.fail('the health check has asked a backing service');
    assert.equal((await ask('/')).status, 200);
  });

  test('is not healthy any more once it was told to stop, and serves on', async () => {
    state.draining = true;
    assert.equal((await ask('/')).status, 503);
    assert.equal((await ask('/hello')).status, 200);
  });

  test('greets, and shows what is in the table as text', async () => {
    const { status, text, headers } = await ask('/hello');
    assert.equal(status, 200);
    assert.match(text, /&lt;Ada&gt;/);
    assert.doesNotMatch(text, /<Ada>/);
    assert.match(headers.get('content-security-policy'), /^default-src 'none'/);
  });

  test('says how to get a greeting while there is none', async () => {
    state.read = () => undefined;
    const { status, text } = await ask('/hello');
    assert.equal(status, 404);
    assert.match(text, /node dist\/admin\/seed\.js/);
  });

  test('answers 501 when no table is attached, and says what to do', async () => {
    state.table = () => { throw new attached.NoTableError(); };
    const { status, text } = await ask('/hello');
    assert.equal(status, 501);
    assert.match(text, /TABLE_NAME/);
  });

  test('answers 503 while its backing service fails, with the details in the log only', async () => {
    state.read = () => { throw new Error('the table is out of reach'); };
    const { status, text } = await ask('/hello');
    assert.equal(status, 503);
    assert.doesNotMatch(text, /out of reach/);
    assert.match(JSON.stringify(lines), /out of reach/);
  });

  test('tells what came of a refresh of its configuration', async () => {
    for (const [outcome, status] of [['refreshed', 200], ['unchanged', 200], ['early', 429], ['refused', 503], ['failed', 503]]) {
      state.refresh = outcome;
      assert.equal((await ask('/refresh-config', { method: 'POST' })).status, status);
    }
  });

  test('logs each request as one line of JSON, without its query', async () => {
    await ask('/table-name?token=confidential');
    assert.equal(lines.length, 1);
    assert.equal(lines[0].path, '/table-name');
    assert.doesNotMatch(JSON.stringify(lines), /confidential/);
  });
});
