import { describeWithDynamoDb, DynamoDbLocal } from './support/dynamodb-local';
import { RunningApp } from './support/running-app';

describeWithDynamoDb('the web app', () => {
  let dynamoDb: DynamoDbLocal;
  let app: RunningApp;

  beforeAll(async () => {
    dynamoDb = await DynamoDbLocal.start();
    await dynamoDb.createTable('first', { Name: 'Ada', Language: 'TypeScript', Platform: 'AWS Fargate', BgColor: '#0b7285' });
    await dynamoDb.createTable('second', { Name: 'Grace', Language: 'COBOL', Platform: 'UNIVAC', BgColor: 'gold' });
    await dynamoDb.createTable('empty');
    await dynamoDb.createTable('hostile', {
      Name: '<script>alert("1")</script>', Language: '\'"><img src=x>', Platform: '</style>&amp;', BgColor: 'red;background:url(//evil)',
    });
  }, 60_000);
  afterAll(async () => dynamoDb?.stop());

  beforeEach(async () => { app = await RunningApp.start(dynamoDb.endpoint, { TableName: 'first' }); });
  afterEach(async () => app.stop());

  describe('GET /hello', () => {
    test('greets with the item of the table in use, on its colour', async () => {
      const { status, text, headers } = await app.request('/hello');
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(text).toContain('Hello, <strong>Ada</strong>');
      expect(text).toContain('Written in <b>TypeScript</b>, running on <b>AWS Fargate</b>.');
      expect(text).toContain('--background:#0b7285;--text:#ffffff');
      expect(text).toContain('<dd>first</dd>');
    });

    test('greets with the word of the configuration', async () => {
      app.deploy('{"TableName":"first","Greeting":"Good <evening>"}');
      await app.request('/refresh-config', { method: 'POST' });
      expect((await app.request('/hello')).text).toContain('Good &lt;evening&gt;, <strong>Ada</strong>');
    });

    test('shows hostile fields as text and refuses a hostile colour', async () => {
      await swapTo('hostile');
      const { status, text } = await app.request('/hello');
      expect(status).toBe(200);
      expect(text).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
      expect(text).toContain('&#39;&quot;&gt;&lt;img src=x&gt;');
      expect(text).toContain('&lt;/style&gt;&amp;amp;');
      expect(text).not.toMatch(/<script|<img|url\(|evil/);
      expect(text).toContain('--background:#334155');
    });

    test('allows no script and no style but its own', async () => {
      const { headers } = await app.request('/hello');
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; img-src data:;/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    });

    test('answers 404 and names the seed task while there is no greeting', async () => {
      await swapTo('empty');
      const { status, text } = await app.request('/hello');
      expect(status).toBe(404);
      expect(text).toContain('node dist/admin/seed.js');
    });

    test('answers 503 when the table does not exist, with the details in the log only', async () => {
      await swapTo('absent');
      const { status, text } = await app.request('/hello');
      expect(status).toBe(503);
      expect(text).toBe('A backing service is not available. Please try again in a moment.\n');
      expect(app.log.text).toContain('ResourceNotFoundException');
    });
  });

  describe('/refresh-config', () => {
    test.each(['GET', 'POST'])('%s swaps the table with no restart', async (method) => {
      expect((await app.request('/table-name')).text).toBe('first\n');
      app.deploy('{"TableName":"second"}');
      expect(await app.request('/refresh-config', { method })).toMatchObject({ status: 200, text: 'Config Refreshed\n' });
      expect((await app.request('/table-name')).text).toBe('second\n');
      expect((await app.request('/hello')).text).toContain('<strong>Grace</strong>');
    });

    test.each(['GET', 'POST'])('%s says so when there is nothing new', async (method) => {
      expect(await app.request('/refresh-config', { method })).toMatchObject({ status: 200, text: 'Nothing to refresh\n' });
    });

    test('answers 503 to a bad document and stays with the last good one', async () => {
      app.deploy('{"TableName": top-secret');
      expect((await app.request('/refresh-config', { method: 'POST' })).status).toBe(503);
      expect((await app.request('/hello')).text).toContain('<strong>Ada</strong>');
      expect(app.log.text).not.toContain('top-secret');
    });
  });

  describe('every request', () => {
    test('gets a request id that the log line carries, and the log holds no query', async () => {
      const { headers } = await app.request('/table-name?token=confidential');
      const line = app.log.lines.find(({ msg }) => msg === 'request');
      expect(line).toMatchObject({ level: 'info', release: 'test', method: 'GET', path: '/table-name', status: 200, ms: expect.any(Number) });
      expect(line?.requestId).toBe(headers.get('x-request-id'));
      expect(app.log.text).not.toContain('confidential');
    });

    test('keeps the load balancer\'s trace id', async () => {
      const { headers } = await app.request('/', { headers: { 'X-Amzn-Trace-Id': 'Root=1-67891233-abcdef012345678912345678' } });
      expect(headers.get('x-request-id')).toBe('Root=1-67891233-abcdef012345678912345678');
    });

    test('for an unknown path gets 404', async () => {
      expect((await app.request('/nowhere')).status).toBe(404);
    });

    test('with a method that does not fit gets 405', async () => {
      expect((await app.request('/hello', { method: 'DELETE' })).status).toBe(405);
    });
  });

  test('as a lame duck fails its health check, serves on and winds connections down', async () => {
    app.draining = true;
    const health = await app.request('/');
    expect(health.status).toBe(503);
    expect(health.headers.get('connection')).toBe('close');
    expect((await app.request('/hello')).status).toBe(200);
  });

  test('refuses to poll before the interval has passed, and says when to come back', async () => {
    const patient = await RunningApp.start(dynamoDb.endpoint, { TableName: 'first' }, { pollIntervalSeconds: 15 });
    patient.deploy('{"TableName":"second"}');
    const { text, headers } = await patient.request('/refresh-config', { method: 'POST' });
    expect(text).toBe('Nothing to refresh\n');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(10);
    expect(patient.appConfig.pollCount).toBe(1);
    await patient.stop();
  });

  async function swapTo(table: string): Promise<void> {
    app.deploy(JSON.stringify({ TableName: table }));
    await app.request('/refresh-config', { method: 'POST' });
  }
});

test('with DynamoDB out of reach /hello is 503 without a detail, and the health check stays 200', async () => {
  const app = await RunningApp.start('http://127.0.0.1:1', { TableName: 'first' });
  const { status, text, headers } = await app.request('/hello');
  expect(status).toBe(503);
  expect(text).toBe('A backing service is not available. Please try again in a moment.\n');
  expect(headers.get('retry-after')).toBe('5');
  expect(app.log.text).toContain('ECONNREFUSED');
  expect(await app.request('/')).toMatchObject({ status: 200, text: 'OK\n' });
  await app.stop();
}, 20_000);
