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
      const lost = await RunningApp.start(dynamoDb.endpoint, { TableName: 'absent' });
      const { status, text } = await lost.request('/hello');
      expect(status).toBe(503);
      expect(JSON.parse(text)).toMatchObject({ status: 503, title: 'A backing service is not available', detail: 'Please try again in a moment.' });
      expect(lost.log.text).toContain('ResourceNotFoundException');
      expect(text).not.toContain('absent');
      await lost.stop();
    });

    test.each([
      ['application/json', 'application/json; charset=utf-8'],
      ['text/html,application/xhtml+xml,*/*;q=0.8', 'text/html; charset=utf-8'],
      ['application/json;q=0.5, text/html', 'text/html; charset=utf-8'],
      ['image/png', 'text/html; charset=utf-8'],
      ['*/*', 'text/html; charset=utf-8'],
    ])('answers what accepts %s with %s', async (accept, type) => {
      const { headers } = await app.request('/hello', { headers: { accept } });
      expect(headers.get('content-type')).toBe(type);
      expect(headers.get('vary')).toBe('Accept');
      expect(headers.get('cache-control')).toBe('no-store');
    });

    test('is the item as JSON for programs', async () => {
      const { text } = await app.request('/hello', { headers: { accept: 'application/json' } });
      expect(JSON.parse(text)).toEqual({
        word: 'Hello', name: 'Ada', language: 'TypeScript', platform: 'AWS Fargate', bgColor: '#0b7285', table: 'first', release: 'none',
      });
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

    test('refuses a table that is not there, stays with the one in use, and takes it once it is', async () => {
      app.deploy('{"TableName":"later"}');
      const { status, text } = await app.request('/refresh-config', { method: 'POST' });
      expect(status).toBe(503);
      expect(JSON.parse(text).title).toBe('The new configuration cannot be used. The last good one stays in use.');
      expect((await app.request('/hello')).text).toContain('<strong>Ada</strong>');
      expect(app.log.lines.find(({ outcome }) => outcome === 'refused')).toMatchObject({ level: 'error', error: { name: 'ResourceNotFoundException' } });

      await dynamoDb.createTable('later', { Name: 'Edsger' });
      expect((await app.request('/refresh-config')).text).toBe('Config Refreshed\n');
      expect((await app.request('/hello')).text).toContain('<strong>Edsger</strong>');
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

    test('logs the trace of the load balancer, or else that of the standard', async () => {
      const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
      await app.request('/table-name', { headers: { 'X-Amzn-Trace-Id': 'Root=1-67891233-abcdef012345678912345678', traceparent } });
      expect(app.log.lines.at(-1)).toMatchObject({ trace: 'Root=1-67891233-abcdef012345678912345678' });
      await app.request('/table-name', { headers: { traceparent } });
      expect(app.log.lines.at(-1)).toMatchObject({ trace: traceparent });
    });

    test('keeps a request id that it came with, if it is one', async () => {
      const idOf = async (id: string) => (await app.request('/', { headers: { 'X-Request-Id': id } })).headers.get('x-request-id');
      expect(await idOf('abc-123')).toBe('abc-123');
      expect(await idOf('a b"}')).toMatch(/^[0-9a-f-]{36}$/);
      expect(await idOf('a'.repeat(201))).toMatch(/^[0-9a-f-]{36}$/);
    });

    test('is counted', async () => {
      await app.request('/');
      await app.request('/nowhere');
      expect(app.counted).toEqual([200, 404]);
    });

    test('for an unknown path gets 404', async () => {
      expect((await app.request('/nowhere')).status).toBe(404);
    });

    test.each(['/hello/', '/Hello'])('for a path that is merely like one, %s, gets 404', async (path) => {
      expect((await app.request(path)).status).toBe(404);
    });

    test('with a method that no path has gets 405 as a problem document', async () => {
      const { status, text, headers } = await app.request('/hello', { method: 'PROPFIND' });
      expect({ status, type: headers.get('content-type'), problem: JSON.parse(text).status }).toEqual({ status: 405, type: 'application/problem+json', problem: 405 });
    });

    test.each(['/hello', '/', '/table-name', '/openapi.json'])('with a method that does not fit %s gets 405, and hears which do', async (path) => {
      const { status, headers } = await app.request(path, { method: 'DELETE' });
      expect(status).toBe(405);
      expect(headers.get('allow')).toBe('HEAD, GET, OPTIONS');
    });

    test('with OPTIONS hears the methods', async () => {
      const { status, text, headers } = await app.request('/refresh-config', { method: 'OPTIONS' });
      expect({ status, text, allow: headers.get('allow') }).toEqual({ status: 204, text: '', allow: 'HEAD, GET, POST, OPTIONS' });
    });

    test('with HEAD gets what GET does, without the body', async () => {
      const [head, get] = [await app.request('/hello', { method: 'HEAD' }), await app.request('/hello')];
      expect(head).toMatchObject({ status: 200, text: '' });
      expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
      expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    });
  });

  test('as a lame duck fails its health check, serves on and winds connections down', async () => {
    app.draining = true;
    const health = await app.request('/');
    expect(health.status).toBe(503);
    expect(health.headers.get('connection')).toBe('close');
    expect((await app.request('/ready')).status).toBe(503);
    expect((await app.request('/hello')).status).toBe(200);
  });

  test('refuses to poll before the interval has passed, and says when to come back', async () => {
    const patient = await RunningApp.start(dynamoDb.endpoint, { TableName: 'first' }, { pollIntervalSeconds: 15 });
    patient.deploy('{"TableName":"second"}');
    const { status, text, headers } = await patient.request('/refresh-config', { method: 'POST' });
    expect({ status, text }).toEqual({ status: 429, text: 'Nothing to refresh\n' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(10);
    expect(patient.appConfig.pollCount).toBe(1);
    await patient.stop();
  });

  async function swapTo(table: string): Promise<void> {
    app.deploy(JSON.stringify({ TableName: table }));
    await app.request('/refresh-config', { method: 'POST' });
  }
});
