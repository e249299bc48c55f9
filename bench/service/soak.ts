import { steadyLoad, warmUp } from './load';
import { Plan } from './options';
import { quantile } from '../statistics';
import { RunningSubject } from './subject';
import { residentBytes } from './usage';

export interface Soak {
  readonly requests: number;
  readonly failures: number;
  readonly startBytes: number;
  readonly endBytes: number;
  readonly highestBytes: number;
}

const PARTS = 20;

/** As many requests as in an hour, sooner. The start is the first tenth after the warm-up, and the end the last tenth. */
export async function soak(subject: RunningSubject, plan: Plan): Promise<Soak> {
  const target = { port: subject.port, path: '/hello' };
  let { requests, failures } = await warmUp(target, plan.soakRequests / 10);
  const samples: number[] = [];
  for (let part = 0; part < PARTS; part++) {
    const outcome = await steadyLoad(target, plan.soakRate, Math.ceil(plan.soakRequests / PARTS));
    requests += outcome.requests;
    failures += outcome.failures;
    samples.push(residentBytes(subject.pid));
  }
  const tenth = PARTS / 10;
  return {
    requests,
    failures,
    startBytes: quantile(samples.slice(0, tenth), 0.5),
    endBytes: quantile(samples.slice(-tenth), 0.5),
    highestBytes: Math.max(...samples),
  };
}
