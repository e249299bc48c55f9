import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from './connection';

/** What came of some seconds of load. */
export interface Outcome {
  readonly requests: number;
  readonly failures: number;
  readonly seconds: number;
  readonly latenciesMs: number[];
  /** The share of one core that the load itself took: near 1, it and not the server would be the neck. */
  readonly generatorBusy: number;
}

export interface Target {
  readonly port: number;
  readonly path: string;
}

/** As many clients as a load balancer has connections to a small task. */
const CONNECTIONS = 16;

/** No warm-up takes longer. */
const WARM_UP_SECONDS = 20;

export async function warmUp(target: Target, requests: number): Promise<Outcome> {
  return fullLoad(target, WARM_UP_SECONDS, requests);
}

/** As fast as the server answers: each client sends its next request when it has the answer to the last one. */
export async function fullLoad(target: Target, seconds: number, requests = Infinity): Promise<Outcome> {
  return measure(target, async (connections, latencies) => {
    const end = performance.now() + seconds * 1000;
    await Promise.all(connections.map(async (connection) => {
      for (let sent = performance.now(); sent < end && latencies.length < requests; sent = performance.now()) {
        await connection.send();
        latencies.push(performance.now() - sent);
      }
    }));
  });
}

/**
 * At a steady rate, whatever the server does: a request that has to wait for a free client waits on the server's account, as its latency
 * counts from the moment it was due. Otherwise a server that stalls would be asked less, and look better (coordinated omission).
 */
export async function steadyLoad(target: Target, rate: number, requests: number): Promise<Outcome> {
  return measure(target, async (connections, latencies) => {
    const start = performance.now();
    let next = 0;
    await Promise.all(connections.map(async (connection) => {
      while (next < requests) {
        const due = start + next++ * 1000 / rate;
        const wait = due - performance.now();
        if (wait > 0) await sleep(wait);
        const since = wait > 0 ? performance.now() : due; // a timer that fires late is not the server's doing
        await connection.send();
        latencies.push(performance.now() - since);
      }
    }));
  });
}

async function measure(target: Target, send: (connections: Connection[], latencies: number[]) => Promise<void>): Promise<Outcome> {
  const connections = Array.from({ length: CONNECTIONS }, () => new Connection(target.port, target.path));
  const latenciesMs: number[] = [];
  const start = performance.now();
  const before = process.cpuUsage();
  await send(connections, latenciesMs);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  connections.forEach((connection) => connection.close());
  const failures = connections.reduce((total, connection) => total + connection.failures, 0);
  return { requests: latenciesMs.length, failures, seconds, latenciesMs, generatorBusy: (user + system) / 1e6 / seconds };
}
