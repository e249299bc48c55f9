import { setTimeout as sleep } from 'node:timers/promises';
import { RunningSubject, Subject } from './subject';
import { Cleanup } from '../../examples/demo/cleanup';
import { LoadBalancer } from '../../examples/demo/load-balancer';

export interface Stops {
  cycles: number;
  requests: number;
  /** How many of them were sent after SIGTERM. */
  afterSignal: number;
  readonly failures: string[];
}

/** Stops the service under load, again and again, some at once: they spend most of the time in their lame-duck window. */
export async function stopUnderLoad(service: Subject, unhealthyThreshold: number, cycles: number, atOnce: number, cleanup: Cleanup): Promise<Stops> {
  const stops: Stops = { cycles: 0, requests: 0, afterSignal: 0, failures: [] };
  let left = cycles;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (left-- > 0) await stopOnce(service, unhealthyThreshold, stops, cleanup);
  }));
  return stops;
}

/** A load balancer's view of one stop: requests go on until the health check has failed often enough, and each of them must be answered. */
async function stopOnce(service: Subject, unhealthyThreshold: number, stops: Stops, cleanup: Cleanup): Promise<void> {
  const running = await RunningSubject.start(service, cleanup);
  const balancer = new LoadBalancer({ url: running.url, connections: 8, unhealthyThreshold });
  const load = balancer.run();
  await sleep(1000);
  balancer.mark();
  const exit = running.stop();
  await load;
  const code = await exit;
  stops.cycles++;
  stops.requests += balancer.statuses.length + balancer.failures.length;
  stops.afterSignal += balancer.sentAfterMark;
  stops.failures.push(...balancer.failures, ...balancer.statuses.filter((status) => status !== 200).map((status) => `status ${status}`));
  if (code !== 0) stops.failures.push(`exit code ${code}`);
}
