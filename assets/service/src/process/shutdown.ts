import { Logger } from './logger';

export interface ShutdownLimits {
  /** Keep serving this long after the signal: a stop may arrive before the load balancer has taken the process out. */
  readonly lameDuckSeconds: number;
  /** Give up, and say so with the exit code, before the platform kills the process without a word. */
  readonly limitSeconds: number;
}

/** What has to come to an end before the process does. */
export interface Closeable {
  /** Takes nothing new, and finishes what is under way. */
  close(): Promise<void>;
}

/** The way out: serve on for a while as a lame duck, take nothing new, finish what is in flight, exit. */
export class Shutdown {
  private work?: Closeable;
  private started = false;

  constructor(private readonly limits: ShutdownLimits, private readonly log: Logger) {}

  /** True from the first signal on: readiness fails and connections wind down. */
  get draining(): boolean {
    return this.started;
  }

  /** Called before anything else. As PID 1 a process without a handler does not even notice SIGTERM. */
  handleSignals(): this {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => this.begin(signal));
    return this;
  }

  /** The work to close in an orderly way. Until there is some, a signal ends the process at once. */
  protect(work: Closeable): void {
    this.work = work;
  }

  private begin(signal: string): void {
    if (this.started) return this.log.info('shutdown already under way', { signal });
    this.started = true;
    this.log.info('shutdown started', { signal, ...this.limits });
    setTimeout(() => this.giveUp(), this.limits.limitSeconds * 1000).unref();
    if (!this.work) return this.exit(0, 'shutdown finished before start-up');
    setTimeout((work: Closeable) => void this.close(work), this.limits.lameDuckSeconds * 1000, this.work);
  }

  private async close(work: Closeable): Promise<void> {
    this.log.info('closing: taking nothing new, finishing what is in flight');
    await work.close();
    this.exit(0, 'shutdown finished');
  }

  private giveUp(): void {
    this.log.error('shutdown limit reached with work still in flight', { limitSeconds: this.limits.limitSeconds });
    process.exit(1);
  }

  private exit(code: number, msg: string): void {
    this.log.info(msg);
    process.exit(code);
  }
}
