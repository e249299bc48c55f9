import { writeLine } from './output';

export interface EmbeddedMetricsOptions<Count extends string> {
  readonly namespace: string;
  readonly process: string;
  /** What is counted. */
  readonly counts: readonly Count[];
  /** The name of the metric that says how long things took. */
  readonly duration: string;
  readonly write?: (line: string) => void;
}

const INTERVAL_MS = 60_000;

/** As many values as the format allows in one metric. */
const MAX_SAMPLES = 100;

/**
 * Counts and durations in CloudWatch's embedded metric format: one log line a minute, which CloudWatch turns into metrics, with no call and no agent.
 * What is recorded costs a few additions. Durations beyond a hundred a minute are sampled, each with the same chance.
 */
export class EmbeddedMetrics<Count extends string = string> {
  private recorded = 0;
  private counts: Record<Count, number>;
  private samples: number[] = [];

  constructor(private readonly options: EmbeddedMetricsOptions<Count>) {
    this.counts = this.zeroes();
  }

  /** One thing that was done: how long it took, and what it counts as. */
  record(ms: number, ...as: Count[]): void {
    for (const name of as) this.counts[name]++;
    const index = this.recorded++;
    const slot = index < MAX_SAMPLES ? index : Math.floor(Math.random() * this.recorded);
    if (slot < MAX_SAMPLES) this.samples[slot] = ms;
  }

  /** Flushes every minute, without keeping the process alive, and on exit. */
  start(): this {
    setInterval(() => this.flush(), INTERVAL_MS).unref();
    process.once('exit', () => this.flush());
    return this;
  }

  /** Writes what was recorded since the last time. */
  flush(): void {
    if (this.recorded === 0) return;
    const { namespace, process: name, counts, duration, write = writeLine } = this.options;
    const metrics = [...counts.map((Name) => ({ Name, Unit: 'Count' })), { Name: duration, Unit: 'Milliseconds' }];
    const directive = { Namespace: namespace, Dimensions: [['Process']], Metrics: metrics };
    const durations = this.samples.map((ms) => Math.round(ms * 1000) / 1000);
    write(`${JSON.stringify({
      _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] }, Process: name, ...this.counts, [duration]: durations,
    })}\n`);
    this.recorded = 0;
    this.counts = this.zeroes();
    this.samples = [];
  }

  private zeroes(): Record<Count, number> {
    return Object.fromEntries(this.options.counts.map((name) => [name, 0])) as Record<Count, number>;
  }
}
