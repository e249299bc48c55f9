import { createServer } from 'http';
import { AddressInfo } from 'net';
import { setTimeout as sleep } from 'timers/promises';
import { ContainerApi } from './api';
import { Relay } from './relay';

/** Where no container of a task is. */
const ADDRESS = '127.63.0.1';
const PORT = 8080;

/** Answers what it gets from this machine. */
const SCRIPT = `
  const http = require('http');
  http.createServer((_, response) => {
    http.get('http://host.docker.internal:' + process.env.BACK, (back) => back.pipe(response)).once('error', ({ message }) => response.end(message));
  }).listen(${PORT});
`;

/** Whether a container runs within limits, is reached from here, and reaches what listens here: where one of these fails, no app could be tried. */
export async function probe(api: ContainerApi, image: string, network: string, gateway: string): Promise<void> {
  const server = createServer((_, response) => response.end('both ways')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const relay = new Relay(gateway, port);
  const { Id: id } = await api.must('POST', '/containers/create', {
    Image: image,
    Entrypoint: ['node', '-e', SCRIPT],
    Env: [`BACK=${port}`],
    User: '1000:1000',
    ExposedPorts: { [`${PORT}/tcp`]: {} },
    HostConfig: {
      NetworkMode: network,
      PortBindings: { [`${PORT}/tcp`]: [{ HostIp: ADDRESS, HostPort: String(port) }] },
      ExtraHosts: [`host.docker.internal:${gateway}`],
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      Memory: 256 * 1024 * 1024,
      Ulimits: ['nofile', 'nproc'].map((Name) => ({ Name, Soft: 1024, Hard: 1024 })),
    },
  });
  try {
    await api.must('POST', `/containers/${id}/start`);
    const answer = await answerOf(`http://${ADDRESS}:${port}/`);
    if (answer !== 'both ways') {
      throw new Error(`a container that was started to see whether one can be run here answers ${JSON.stringify(answer)}`);
    }
  } finally {
    await api.call('DELETE', `/containers/${id}?force=true`);
    relay.close();
    server.close();
  }
}

async function answerOf(url: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await (await fetch(url, { signal: AbortSignal.timeout(5_000) })).text();
    } catch (error) {
      if (attempt === 60) {
        return String((error as Error).cause ?? error);
      }
      await sleep(500);
    }
  }
}
