import { steadyLoad } from './load';
import { Plan } from './options';
import { quantile, rotated } from '../statistics';
import { RunningSubject } from './subject';

/** Latencies of one subject at a rate that it can keep, round by round. */
export interface LatencySeries {
  readonly subject: RunningSubject;
  readonly rate: number;
  readonly p50Ms: number[];
  readonly p99Ms: number[];
  failures: number;
}

export async function measureLatency(subjects: { subject: RunningSubject; rate: number }[], path: string, plan: Plan): Promise<LatencySeries[]> {
  const all = subjects.map(({ subject, rate }): LatencySeries => ({ subject, rate, p50Ms: [], p99Ms: [], failures: 0 }));
  for (let round = 0; round < plan.latencyRounds; round++) {
    for (const series of rotated(all, round)) {
      const requests = Math.max(100, Math.round(series.rate * plan.latencySeconds));
      const { latenciesMs, failures } = await steadyLoad({ port: series.subject.port, path }, series.rate, requests);
      series.p50Ms.push(quantile(latenciesMs, 0.5));
      series.p99Ms.push(quantile(latenciesMs, 0.99));
      series.failures += failures;
    }
  }
  return all;
}
