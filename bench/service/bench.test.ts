import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo, createServer as createTcpServer, Server as TcpServer, Socket } from 'node:net';
import { Connection } from './connection';
import { fullLoad, steadyLoad } from './load';
import { parseOptions } from './options';
import { cpuSeconds, residentBytes } from './usage';
import { imageEnvironment } from '../../examples/demo/image';
import { javaVersion } from '../../examples/demo/java';
import { withFigures } from '../page';
import { quantile, ratios, rotated, spread } from '../statistics';
import { isMet } from '../verdict';

describe('statistics', () => {
  test('a quantile lies between its neighbours', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([10, 2], 1)).toBe(10);
    expect(quantile([], 0.5)).toBeNaN();
  });

  test('one spoilt round moves neither median nor quartiles far', () => {
    expect(spread([10, 11, 1000, 12, 9])).toEqual({ median: 11, low: 10, high: 12 });
  });

  test('ratios pair what was measured in the same round', () => {
    expect(ratios([50, 10], [100, 20])).toEqual({ median: 0.5, low: 0.5, high: 0.5 });
  });

  test('each round begins with another subject', () => expect([0, 1, 2, 3].map((round) => rotated(['a', 'b', 'c'], round)[0])).toEqual(['a', 'b', 'c', 'a']));

  test('a target is met on the right side of its limit', () => {
    const verdict = { target: '', unit: '', limit: 1, found: { median: 0.9, low: 0, high: 2 } };
    expect([isMet({ ...verdict, atLeast: true }), isMet({ ...verdict, atLeast: false })]).toEqual([false, true]);
  });
});

describe('the load', () => {
  const servers: { close(): unknown }[] = [];
  afterEach(() => servers.splice(0).forEach((server) => server.close()));

  async function serve(listener: RequestListener): Promise<number> {
    return listening(createServer(listener));
  }

  async function listening(server: Server | TcpServer): Promise<number> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  /** Answers with exactly these pieces, and then as it is told. */
  async function raw(pieces: string[], after: (socket: Socket) => void = () => {}): Promise<number> {
    return listening(createTcpServer((socket) => socket.on('error', () => {}).on('data', () => {
      pieces.forEach((piece, index) => setTimeout(() => {
        socket.write(piece);
        if (index === pieces.length - 1) after(socket);
      }, index * 20));
    })));
  }

  async function failuresOf(port: number, requests = 1): Promise<number> {
    const connection = new Connection(port, '/');
    for (let sent = 0; sent < requests; sent++) await connection.send();
    connection.close();
    return connection.failures;
  }

  test('keeps its connection from answer to answer', async () => {
    const sockets = new Set();
    const port = await serve((request, response) => { sockets.add(request.socket); response.end('x'.repeat(100_000)); });
    expect(await failuresOf(port, 5)).toBe(0);
    expect(sockets.size).toBe(1);
  });

  test('opens a new one for each request when the server closes, as Flask\'s does', async () => {
    const port = await raw(['HTTP/1.0 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nOK\n'], (socket) => socket.end());
    expect(await failuresOf(port, 3)).toBe(0);
  });

  test('puts an answer together that comes in pieces', async () => {
    expect(await failuresOf(await raw(['HTTP/1.1 200 OK\r\nContent-Le', 'ngth: 3\r\n\r', '\nO', 'K\n']), 2)).toBe(0);
  });

  test('counts an error, an answer of no told length, half an answer and no answer as failures', async () => {
    expect(await failuresOf(await serve((_request, response) => { response.statusCode = 500; response.end('x'); }))).toBe(1);
    expect(await failuresOf(await serve((_request, response) => response.writeHead(200).end('x')))).toBe(1);
    expect(await failuresOf(await raw(['HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nO'], (socket) => socket.end()))).toBe(1);
    expect(await failuresOf(await raw([''], (socket) => socket.destroy()))).toBe(1);
    expect(await failuresOf(1)).toBe(1); // nobody listens there
  });

  test('at full load counts what was answered in the time', async () => {
    const outcome = await fullLoad({ port: await serve((_request, response) => setTimeout(() => response.end('x'), 10)), path: '/' }, 0.3);
    expect(outcome.failures).toBe(0);
    expect(outcome.requests).toBeGreaterThan(16);
    expect(quantile(outcome.latenciesMs, 0.01)).toBeGreaterThan(8);
  });

  test('at a rate charges a stall to every request that was due meanwhile', async () => {
    let stalled = false;
    const port = await serve((_request, response) => {
      if (!stalled) {
        stalled = true;
        const until = performance.now() + 500; // the whole server, as a long collection of garbage would
        while (performance.now() < until);
      }
      response.end('x');
    });
    const { latenciesMs, requests } = await steadyLoad({ port, path: '/' }, 200, 200);
    expect(requests).toBe(200);
    // 100 requests were due in the half second, on 16 connections: a load that waits for its answers would have seen 16 late ones.
    expect(latenciesMs.filter((ms) => ms > 50).length).toBeGreaterThan(60);
  });
});

describe('usage', () => {
  test('counts the CPU and the memory of a process and its children', async () => {
    const busy = 'const until = Date.now() + 700; while (Date.now() < until); console.log("done"); setTimeout(() => {}, 20_000)';
    const parent = spawn(process.execPath, ['-e', `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(busy)}], { stdio: "inherit" })`], {
      detached: true, stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(parent.stdout!, 'data');
      expect(cpuSeconds(parent.pid!)).toBeGreaterThan(0.1);
      expect(residentBytes(parent.pid!)).toBeGreaterThan(40e6);
      expect(residentBytes(parent.pid!)).toBeLessThan(400e6);
    } finally {
      process.kill(-parent.pid!, 'SIGKILL');
    }
  });
});

test('figures take the place of those before', () => {
  const page = 'a\n<!-- figures: npm run bench:service -- --docs -->\nold\n<!-- end of figures -->\nz\n';
  const written = withFigures(page, 'service', 'new');
  expect(written).toContain('a\n<!-- figures');
  expect(written).toContain('\nnew\n');
  expect(written).not.toContain('old');
  expect(withFigures(written, 'service', 'new')).toBe(written);
  expect(() => withFigures('no marks', 'service', 'new')).toThrow('has no place for figures');
});

test('the service is measured in the environment of its image', () => {
  expect(imageEnvironment('FROM a\nENV A=1 B=--x=2\nRUN b\nENV C=3\n')).toEqual({ A: '1', B: '--x=2', C: '3' });
  expect(imageEnvironment()).toMatchObject({ NODE_ENV: 'production', NODE_OPTIONS: expect.stringMatching(/^--max-semi-space-size=\d+$/) });
});

test('a short run is nothing for the docs', () => expect(() => parseOptions(['--short', '--docs'])).toThrow('leave --short out'));

describe('npm run bench:service', () => {
  const runs = (javaVersion() ?? 0) >= 17 || process.env.CI;
  if (!runs) console.warn('Skipped for want of Java 17 or newer, which runs DynamoDB Local: the benchmark');

  (runs ? test : test.skip)('-- --short measures everything, and no request fails', async () => {
    const bench = spawn('npm', ['run', 'bench:service', '--', '--short'], { cwd: `${__dirname}/../..`, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const giveUp = setTimeout(() => process.kill(-bench.pid!, 'SIGTERM'), 8 * 60_000); // to the group: npm does not pass it on to everybody
    let output = '';
    for (const stream of [bench.stdout, bench.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => { output += chunk; });
    const [code] = await once(bench, 'close');
    clearTimeout(giveUp);
    expect({ code, output }).toMatchObject({ code: 0 });
    for (const title of ['Targets', '`/hello` at full load', '`/` at full load', '`/hello` at 70 % load', 'Start and memory']) expect(output).toContain(`### ${title}`);
    expect(output).not.toContain('NaN');
  }, 9 * 60_000);
});
