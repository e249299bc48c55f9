import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoadBalancer } from './load-balancer';
import { expectEqual, expectTrue } from './surprise';
import type { Stage } from './walkthrough';

/** Stops the process as Fargate does, in the middle of requests: none may be lost. */
export async function drain({ production, service }: Stage): Promise<string> {
  const balancer = new LoadBalancer({ url: service.url, connections: 8, unhealthyThreshold: production.unhealthyThreshold });
  const load = balancer.run();
  await sleep(1000);

  balancer.mark();
  const signalled = performance.now();
  const stopped = service.stop();
  await load;
  const answered = balancer.statuses.filter((status) => status === 200).length;
  expectEqual('Requests that failed, by reason', countsOf([...balancer.failures, ...balancer.statuses.filter((status) => status !== 200)]), {});
  expectTrue('Requests after SIGTERM', balancer.sentAfterMark, 'some', balancer.sentAfterMark > 0);

  const lameDuckSeconds = Number(service.container.environment.LAME_DUCK_SECONDS);
  const acceptedSeconds = await secondsAccepted(Number(service.container.environment.PORT), signalled);
  expectTrue('Seconds of accepting after SIGTERM', acceptedSeconds, `at least ${lameDuckSeconds}`, acceptedSeconds >= lameDuckSeconds - 0.3);

  expectEqual('The exit', await stopped, { code: 0, signal: null });
  const seconds = secondsFrom(signalled);
  const limit = service.container.stopTimeoutSeconds;
  expectTrue('Seconds to the exit', seconds, `at most ${limit}`, seconds <= limit);
  return `${answered} requests answered, ${balancer.sentAfterMark} of them sent after SIGTERM, 0 failed; ` +
    `accepting for ${acceptedSeconds.toFixed(1)} s (lame duck ${lameDuckSeconds} s); ` +
    `exit code 0 after ${seconds.toFixed(1)} s (limit ${limit} s)`;
}

async function secondsAccepted(port: number, since: number): Promise<number> {
  while (await accepts(port)) await sleep(100);
  return secondsFrom(since);
}

async function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, 'localhost', () => resolve(true)).once('error', () => resolve(false)).once('close', () => resolve(false));
    socket.once('connect', () => socket.end());
  });
}

function countsOf(reasons: (string | number)[]): Record<string, number> {
  return Object.fromEntries(reasons.map((reason) => [reason, reasons.filter((other) => other === reason).length]));
}

function secondsFrom(start: number): number {
  return (performance.now() - start) / 1000;
}
