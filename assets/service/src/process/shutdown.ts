import { Server } from 'node:http';
import { Logger } from './logger';

export interface ShutdownLimits {
  /** Keep serving this long after the signal: a stop may arrive before the load balancer has taken the process out. */
  readonly lameDuckSeconds: number;
  /** Give up, and say so with the exit code, before the platform kills the process without a word. */
  readonly limitSeconds: number;
}

/** The way out: serve on for a while as a lame duck, stop accepting, finish what is in flight, exit. */
export class Shutdown {
  private server?: Server;
  private started = false;

  constructor(private readonly limits: ShutdownLimits, private readonly log: Logger) {}

  /** True from the first signal on: the health check fails and connections wind down. */
  get draining(): boolean {
    return this.started;
  }

  /** Called before anything else. As PID 1 a process without a handler does not even notice SIGTERM. */
  handleSignals(): this {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => this.begin(signal));
    return this;
  }

  /** The server to close in an orderly way. Until there is one, a signal ends the process at once. */
  protect(server: Server): void {
    this.server = server;
  }

  private begin(signal: string): void {
    if (this.started) return this.log.info('shutdown already under way', { signal });
    this.started = true;
    this.log.info('shutdown started', { signal, ...this.limits });
    setTimeout(() => this.giveUp(), this.limits.limitSeconds * 1000).unref();
    if (!this.server) return this.exit(0, 'shutdown finished before start-up');
    setTimeout((server: Server) => this.close(server), this.limits.lameDuckSeconds * 1000, this.server);
  }

  private close(server: Server): void {
    this.log.info('closing: no new connections, finishing what is in flight');
    server.close(() => this.exit(0, 'shutdown finished'));
    server.closeIdleConnections();
    // A response whose headers left before the drain keeps its connection open once it is done.
    setInterval(() => server.closeIdleConnections(), 100).unref();
  }

  private giveUp(): void {
    this.log.error('shutdown limit reached with requests still in flight', { limitSeconds: this.limits.limitSeconds });
    process.exit(1);
  }

  private exit(code: number, msg: string): void {
    this.log.info(msg);
    process.exit(code);
  }
}
