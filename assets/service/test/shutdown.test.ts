import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { awsEnvironment, LOCATION, SERVICE_VARIABLES } from './support/aws-environment';
import { describeWithDynamoDb, DynamoDbLocal } from './support/dynamodb-local';
import { ServiceProcess } from './support/service-process';
import { AppConfigDataServer } from '../../../examples/demo/appconfig-data-server';

describeWithDynamoDb('on SIGTERM the web process', () => {
  let dynamoDb: DynamoDbLocal;
  let environment: Record<string, string>;
  let service: ServiceProcess;
  const appConfig = new AppConfigDataServer();

  beforeAll(async () => {
    dynamoDb = await DynamoDbLocal.start();
    await dynamoDb.createTable('guestbook', { Name: 'Ada' });
    appConfig.deploy(LOCATION.application, LOCATION.environment, LOCATION.profile, '{"TableName":"guestbook"}');
    environment = { ...SERVICE_VARIABLES, ...awsEnvironment({ appConfigData: await appConfig.listen(), dynamoDb: dynamoDb.endpoint }) };
  }, 60_000);
  afterEach(async () => service?.stop());
  afterAll(async () => {
    await dynamoDb?.stop();
    await appConfig.close();
  });

  test('serves on until the load balancer lets go, and leaves with 0 and no failed request', async () => {
    service = new ServiceProcess('web.ts', { ...environment, LAME_DUCK_SECONDS: '2', SHUTDOWN_SECONDS: '10' });
    const url = await service.url();
    const clients = Array.from({ length: 8 }, async () => keepAsking(url));
    await sleep(500);
    const signalled = performance.now();
    service.signal('SIGTERM');
    await service.logged('shutdown started'); // the system merges equal signals that wait
    service.signal('SIGTERM');
    const answers = (await Promise.all(clients)).flat();
    expect(await service.exitCode).toBe(0);
    expect(performance.now() - signalled).toBeLessThan(10_000);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers.filter(({ at }) => at > signalled + 500).length).toBeGreaterThan(10);
    expect(service.log.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['shutdown already under way', 'shutdown finished']));
  }, 60_000);

  test('without a lame-duck window closes at once, idle keep-alive connections too', async () => {
    service = new ServiceProcess('web.ts', { ...environment, LAME_DUCK_SECONDS: '0' });
    const agent = new Agent({ keepAlive: true });
    expect(await ask(`${await service.url()}/hello`, agent)).toBe(200);
    const signalled = performance.now();
    service.signal('SIGTERM');
    expect(await service.exitCode).toBe(0);
    expect(performance.now() - signalled).toBeLessThan(2_000);
    agent.destroy();
  }, 30_000);

  test('answers what it has begun before it leaves, and tells the client that the connection ends', async () => {
    service = new ServiceProcess('web.ts', { ...environment, LAME_DUCK_SECONDS: '0' });
    const socket = connect(Number(new URL(await service.url()).port), '127.0.0.1').setEncoding('utf8');
    let answer = '';
    const closed = new Promise((resolve) => socket.on('data', (chunk: string) => { answer += chunk; }).once('close', resolve));
    socket.write('GET /hello HTTP/1.1\r\nHost: x\r\n'); // under way, but not complete
    await sleep(200);
    service.signal('SIGTERM');
    await service.logged('closing');
    socket.write('\r\n');
    await closed;
    expect(answer).toContain('HTTP/1.1 200 OK');
    expect(answer.toLowerCase()).toContain('connection: close');
    expect(await service.exitCode).toBe(0);
  }, 30_000);

  test('writes the metrics of its last minute before it leaves', async () => {
    service = new ServiceProcess('web.ts', { ...environment, LAME_DUCK_SECONDS: '0', METRICS_NAMESPACE: 'Guestbook' });
    const url = await service.url();
    for (const path of ['/hello', '/', '/nowhere']) await fetch(`${url}${path}`);
    service.signal('SIGTERM');
    expect(await service.exitCode).toBe(0);
    expect(service.log.at(-1)).toMatchObject({ _aws: expect.anything(), Requests: 3, Status2xx: 2, Status4xx: 1 });
  }, 30_000);

  test('gives up with 1 at its own limit when a request never ends', async () => {
    service = new ServiceProcess('web.ts', { ...environment, LAME_DUCK_SECONDS: '0', SHUTDOWN_SECONDS: '1' });
    const socket = connect(Number(new URL(await service.url()).port), '127.0.0.1');
    socket.on('error', () => {}).write('POST /refresh-config HTTP/1.1\r\n'); // the rest never comes
    await sleep(200);
    service.signal('SIGTERM');
    expect(await service.exitCode).toBe(1);
    expect(service.log.at(-1)).toMatchObject({ level: 'error', msg: 'shutdown limit reached with work still in flight' });
    socket.destroy();
  }, 30_000);
});

/** A load balancer's view: asks over kept connections until the health check has failed for a second, as a deregistration takes its time. */
async function keepAsking(url: string): Promise<{ status: number; at: number }[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const answers = [];
  let unhealthySince = Infinity;
  while (performance.now() < unhealthySince + 1000) {
    answers.push({ status: await ask(`${url}/hello`, agent), at: performance.now() });
    if (unhealthySince === Infinity && await ask(`${url}/`, agent) === 503) unhealthySince = performance.now();
  }
  agent.destroy();
  return answers;
}

async function ask(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => response.resume().once('end', () => resolve(response.statusCode ?? 0))).once('error', reject);
  });
}
