import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { RecordedLog } from './support/log-lines';
import { RunningApp } from './support/running-app';
import { requestMetrics } from '../src/http/request-metrics';
import { messageMetrics } from '../src/jobs/message-metrics';

describe('the log', () => {
  test('says of an error its name, the first line of its message and where it was, on one line', () => {
    const log = new RecordedLog();
    log.logger.error('failed', { error: new TypeError('first\nsecond: confidential') });
    expect(log.lines).toEqual([expect.objectContaining({ level: 'error', error: { name: 'TypeError', message: 'first', stack: expect.stringContaining('    at ') } })]);
    expect(log.text).not.toContain('confidential');
    expect(log.text.match(/\n/g)).toHaveLength(1);
  });

  test('holds no secret, whatever clients send and backing services answer', async () => {
    const quoting = createServer((request, response) => {
      // What AWS answers to a signature that it refuses: the request as it came, session token included.
      const quoted = `The signature does not match.\n\nThe Canonical String should have been\nx-amz-security-token:${request.headers['x-amz-security-token']}`;
      response.writeHead(400, { 'Content-Type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: 'com.amazon.coral.service#InvalidSignatureException', message: quoted }));
    });
    await new Promise<void>((resolve) => quoting.listen(0, '127.0.0.1', resolve));
    process.env.AWS_SESSION_TOKEN = 'confidential-token';
    const app = await RunningApp.start(`http://127.0.0.1:${(quoting.address() as AddressInfo).port}`, { TableName: 't' });
    try {
      const headers = { 'Authorization': 'Bearer confidential', 'Cookie': 'id=confidential', 'X-Request-Id': '{confidential}', 'X-Amzn-Trace-Id': 'a b confidential' };
      for (const path of ['/hello?password=confidential', '/table-name?confidential', '/%0a%7b?confidential', '/no?x#confidential']) {
        await app.request(path, { headers });
        await app.request(path, { headers, method: 'POST', body: 'confidential' });
      }
      app.deploy('{"TableName": confidential');
      await app.request('/refresh-config', { headers });
      expect(app.log.text).toContain('InvalidSignatureException');
      expect(app.log.lines.length).toBeGreaterThanOrEqual(10); // each is JSON, whatever was sent
      expect(app.log.text).not.toContain('confidential');
    } finally {
      delete process.env.AWS_SESSION_TOKEN;
      await app.stop();
      quoting.closeAllConnections();
      quoting.close();
    }
  }, 30_000);

  test('leaves health checks out, unless something is wrong', async () => {
    const app = await RunningApp.start('http://127.0.0.1:1', { TableName: 't' });
    for (const path of ['/', '/ready']) await app.request(path);
    const requests = () => app.log.lines.filter(({ msg }) => msg === 'request').map(({ level }) => level);
    expect(requests()).toEqual(['debug', 'debug']);
    app.draining = true;
    for (const path of ['/', '/ready']) await app.request(path);
    expect(requests()).toEqual(['debug', 'debug', 'info', 'info']);
    await app.stop();
  });
});

describe('the metrics', () => {
  test('are one line in the embedded metric format, with every metric that it announces', () => {
    const { metrics, lines } = recorded();
    for (const [status, ms] of [[200, 1.5], [204, 2], [304, 1], [404, 0.25], [503, 12.5]] as const) metrics.record(status, ms);
    metrics.flush();
    expect(lines).toHaveLength(1);
    const { _aws, ...line } = lines[0];
    expect(line).toEqual({
      Process: 'web', Requests: 5, Status2xx: 2, Status3xx: 1, Status4xx: 1, Status5xx: 1, Latency: [1.5, 2, 1, 0.25, 12.5],
    });
    expect(_aws.Timestamp).toBeGreaterThan(Date.now() - 10_000);
    const [directive] = _aws.CloudWatchMetrics;
    expect(directive).toMatchObject({ Namespace: 'Guestbook', Dimensions: [['Process']] });
    for (const { Name } of directive.Metrics) expect(line).toHaveProperty(Name);
    expect(directive.Metrics).toHaveLength(6);
  });

  test('begin anew after each line, and say nothing of nothing', () => {
    const { metrics, lines } = recorded();
    metrics.record(200, 1);
    metrics.record(200, 3);
    metrics.flush();
    metrics.flush();
    metrics.record(500, 2);
    metrics.flush();
    expect(lines.map(({ Requests, Status5xx, Latency }) => [Requests, Status5xx, Latency])).toEqual([[2, 0, [1, 3]], [1, 1, [2]]]);
  });

  test('count every request, and hold no more latencies than the format allows, of early and late ones alike', () => {
    const { metrics, lines } = recorded();
    for (let index = 0; index < 10_000; index++) metrics.record(200, index);
    metrics.flush();
    const { Requests, Latency } = lines[0];
    expect(Requests).toBe(10_000);
    expect(Latency).toHaveLength(100);
    expect(Latency.filter((ms: number) => ms >= 5000).length).toBeGreaterThan(20);
    expect(Latency.filter((ms: number) => ms < 5000).length).toBeGreaterThan(20);
  });

  test('of messages say how many were done, how many failed, and how long they took', () => {
    const lines: any[] = [];
    const metrics = messageMetrics({ namespace: 'Guestbook', write: (line) => { lines.push(JSON.parse(line)); } });
    for (const [outcome, ms] of [['Processed', 1.5], ['Failed', 20], ['Processed', 2]] as const) metrics.record(outcome, ms);
    metrics.flush();
    const [{ _aws, ...line }] = lines;
    expect(line).toEqual({ Process: 'worker', Processed: 2, Failed: 1, Duration: [1.5, 20, 2] });
    expect(_aws.CloudWatchMetrics[0].Metrics).toEqual([
      { Name: 'Processed', Unit: 'Count' }, { Name: 'Failed', Unit: 'Count' }, { Name: 'Duration', Unit: 'Milliseconds' },
    ]);
  });

  function recorded() {
    const lines: any[] = [];
    return { lines, metrics: requestMetrics({ namespace: 'Guestbook', write: (line) => { lines.push(JSON.parse(line)); } }) };
  }
});
