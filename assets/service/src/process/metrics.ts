import { writeLine } from './output';

export interface RequestMetrics {
  record(status: number, ms: number): void;
}

export const NO_METRICS: RequestMetrics = { record: () => {} };

export interface EmbeddedMetricsOptions {
  readonly namespace: string;
  readonly process: string;
  readonly write?: (line: string) => void;
}

const INTERVAL_MS = 60_000;

/** As many values as the format allows in one metric. */
const MAX_SAMPLES = 100;

const CLASSES = ['2xx', '3xx', '4xx', '5xx'] as const;

/**
 * Counts and latencies in CloudWatch's embedded metric format: one log line a minute, which CloudWatch turns into metrics, with no call and no agent.
 * A request costs a few additions. Latencies beyond a hundred a minute are sampled, each request with the same chance.
 */
export class EmbeddedMetrics implements RequestMetrics {
  private requests = 0;
  private classes = [0, 0, 0, 0];
  private samples: number[] = [];

  constructor(private readonly options: EmbeddedMetricsOptions) {}

  record(status: number, ms: number): void {
    const index = this.requests++;
    const statusClass = Math.floor(status / 100) - 2;
    this.classes[statusClass] = (this.classes[statusClass] ?? 0) + 1;
    const slot = index < MAX_SAMPLES ? index : Math.floor(Math.random() * this.requests);
    if (slot < MAX_SAMPLES) this.samples[slot] = ms;
  }

  /** Flushes every minute, without keeping the process alive, and on exit. */
  start(): this {
    setInterval(() => this.flush(), INTERVAL_MS).unref();
    process.once('exit', () => this.flush());
    return this;
  }

  /** Writes what was counted since the last time. */
  flush(): void {
    if (this.requests === 0) return;
    const { namespace, process: name, write = writeLine } = this.options;
    const counts = Object.fromEntries(CLASSES.map((statusClass, index) => [`Status${statusClass}`, this.classes[index]]));
    const metrics = [
      { Name: 'Requests', Unit: 'Count' },
      ...Object.keys(counts).map((Name) => ({ Name, Unit: 'Count' })),
      { Name: 'Latency', Unit: 'Milliseconds' },
    ];
    const directive = { Namespace: namespace, Dimensions: [['Process']], Metrics: metrics };
    const latencies = this.samples.map((ms) => Math.round(ms * 1000) / 1000);
    write(`${JSON.stringify({
      _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] }, Process: name, Requests: this.requests, ...counts, Latency: latencies,
    })}\n`);
    this.requests = 0;
    this.classes = [0, 0, 0, 0];
    this.samples = [];
  }
}
