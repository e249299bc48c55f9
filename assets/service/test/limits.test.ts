import { spawn } from 'node:child_process';
import { connect, Socket } from 'node:net';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RunningApp } from './support/running-app';
import { readEnvironment } from '../src/process/environment';
import { WEB_VARIABLES } from '../src/process/variables';

/** DynamoDB is not needed for these: nobody gets as far. */
const NOWHERE = 'http://127.0.0.1:1';

let app: RunningApp;
afterEach(async () => app?.stop());

describe('a client', () => {
  beforeEach(async () => { app = await RunningApp.start(NOWHERE, { TableName: 't' }); });

  test('with huge headers gets 431 and a closed connection', async () => {
    const answer = await exchange(app.port, `GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Type: application\/problem\+json\r\n/);
    expect(bodyOf(answer)).toMatchObject({ status: 431 });
    await expectAlive();
  });

  test('with large headers, but below the limit, is served', async () => {
    expect((await app.request('/', { headers: { 'X-Large': 'a'.repeat(15_000) } })).status).toBe(200);
  });

  test('that sends garbage gets 400', async () => {
    expect(bodyOf(await exchange(app.port, 'what is this\r\n\r\n'))).toMatchObject({ status: 400, title: 'Bad Request' });
    await expectAlive();
  });

  test('that is slow with its request gets 408, and others do not notice', async () => {
    const slow = exchange(app.port, 'GET / HTTP/1.1\r\nHost: x\r\n'); // the end never comes
    await expectAlive();
    expect(bodyOf(await slow)).toMatchObject({ status: 408 }); // keep-alive is 1 s here, the limit 5 s more
  }, 20_000);

  test('that is slow with a body does not get to send it', async () => {
    const answer = await exchange(app.port, 'POST /refresh-config HTTP/1.1\r\nHost: x\r\nContent-Length: 1025\r\n\r\na');
    expect(answer).toContain('HTTP/1.1 413 ');
    expect(answer).toContain('Connection: close');
  });

  test('with a body of no known length gets 411', async () => {
    const answer = await exchange(app.port, 'POST /refresh-config HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n');
    expect(answer).toContain('HTTP/1.1 411 ');
    expect(answer).toContain('Connection: close');
  });

  test('with a short body is served: nobody reads it', async () => {
    expect((await app.request('/refresh-config', { method: 'POST', body: 'please' })).status).toBe(200);
  });

  test('that goes away in the middle of its request leaves nothing behind', async () => {
    for (let client = 0; client < 20; client++) {
      const socket = connect(app.port, '127.0.0.1').on('error', () => {});
      socket.write('GET /hello HTTP/1.1\r\nHo', () => socket.destroy());
    }
    await sleep(100);
    await expectAlive();
  });
});

describe('an idle connection', () => {
  test('is kept for the time that the answer names, and closed after it', async () => {
    app = await RunningApp.start(NOWHERE, { TableName: 't' }, { keepAliveSeconds: 3 });
    const socket = connect(app.port, '127.0.0.1').on('error', () => {});
    const closed = new Promise((resolve) => socket.once('close', resolve));
    expect(await firstAnswer(socket)).toContain('Keep-Alive: timeout=3\r\n');
    await sleep(2500);
    const asked = performance.now();
    expect(await firstAnswer(socket)).toContain('HTTP/1.1 200 OK');
    await closed;
    expect(performance.now() - asked).toBeGreaterThan(2900);
  }, 15_000);

  test('is kept longer than the load balancer keeps it, which is 60 s, unless the environment says otherwise', () => {
    const required = { PORT: '0', APPCONFIG_APPLICATION: 'a', APPCONFIG_ENVIRONMENT: 'e', APPCONFIG_PROFILE: 'p', AWS_REGION: 'eu-west-1' };
    expect(readEnvironment(WEB_VARIABLES, required).KEEP_ALIVE_SECONDS).toBeGreaterThan(60);
  });
});

describe('too many connections', () => {
  test('are closed at once, those that are held go on, and once there is room new ones are taken', async () => {
    app = await RunningApp.start(NOWHERE, { TableName: 't' }, { maxConnections: 5 });
    const held = await Promise.all(Array.from({ length: 5 }, async () => opened(app.port)));
    expect(await exchange(app.port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')).toBe('');
    expect(await firstAnswer(held[0]!)).toContain('HTTP/1.1 200 OK');
    for (const socket of held) socket.destroy();
    await sleep(100);
    await expectAlive();
  });

  test('10,000 at once are held, and requests are answered meanwhile', async () => {
    app = await RunningApp.start(NOWHERE, { TableName: 't' }, { maxConnections: 20_000, keepAliveSeconds: 60 });
    const crowd = spawn(process.execPath, [path.join(__dirname, 'support', 'crowd.cjs'), String(app.port), '10000'], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const before = process.memoryUsage().rss;
      const said = await new Promise<string>((resolve) => crowd.stdout.setEncoding('utf8').once('data', resolve));
      expect(said).toBe('10000 answered\n');
      expect(await app.connections()).toBe(10_000);
      await expectAlive();
      console.log(`10,000 connections held, ${Math.round((process.memoryUsage().rss - before) / 2 ** 20)} MB more`);
    } finally {
      crowd.kill('SIGKILL');
    }
  }, 120_000);
});

async function expectAlive(): Promise<void> {
  expect(await app.request('/')).toMatchObject({ status: 200, text: 'OK\n' });
}

/** Sends, and waits until the server has closed the connection. */
async function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8').on('data', (chunk: string) => { answer += chunk; }).on('error', () => {}).on('close', () => resolve(answer));
  });
}

async function opened(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  await firstAnswer(socket); // so that the server has taken it, and not just the system
  return socket;
}

async function firstAnswer(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('data', (chunk) => resolve(String(chunk)));
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  });
}

function bodyOf(answer: string): unknown {
  return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
}
