import { fullLoad, Target, warmUp } from './load';
import { Plan } from './options';
import { quantile, rotated } from '../statistics';
import { RunningSubject } from './subject';
import { cpuSeconds, residentBytes } from './usage';

/** What one subject did in each round, at full load. */
export class Series {
  readonly perSecond: number[] = [];
  readonly p50Ms: number[] = [];
  readonly p99Ms: number[] = [];
  readonly cpuMsPerRequest: number[] = [];
  readonly residentBytes: number[] = [];
  readonly generatorBusy: number[] = [];
  failures = 0;

  constructor(readonly subject: RunningSubject, readonly path: string) {}

  get name(): string {
    return this.subject.subject.name;
  }

  async warmUp(requests: number): Promise<void> {
    this.failures += (await warmUp(this.target, requests)).failures;
  }

  /** CPU is counted for what was used between the first request and the last answer, by all processes of the subject. */
  async round(seconds: number): Promise<void> {
    const before = cpuSeconds(this.subject.pid);
    const outcome = await fullLoad(this.target, seconds);
    const cpu = cpuSeconds(this.subject.pid) - before;
    this.perSecond.push(outcome.requests / outcome.seconds);
    this.p50Ms.push(quantile(outcome.latenciesMs, 0.5));
    this.p99Ms.push(quantile(outcome.latenciesMs, 0.99));
    this.cpuMsPerRequest.push(cpu * 1000 / outcome.requests);
    this.residentBytes.push(residentBytes(this.subject.pid));
    this.generatorBusy.push(outcome.generatorBusy);
    this.failures += outcome.failures;
  }

  private get target(): Target {
    return { port: this.subject.port, path: this.path };
  }
}

/** A round for each, then the next round for each, so that what comes and goes on the machine meets all of them. */
export async function measureThroughput(subjects: RunningSubject[], path: string, plan: Plan): Promise<Series[]> {
  const all = subjects.map((subject) => new Series(subject, path));
  for (const series of all) await series.warmUp(plan.warmUpRequests);
  for (let round = 0; round < plan.rounds; round++) {
    for (const series of rotated(all, round)) await series.round(plan.roundSeconds);
  }
  return all;
}
