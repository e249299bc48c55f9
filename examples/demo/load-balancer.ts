import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface LoadBalancerOptions {
  readonly url: string;
  readonly connections: number;
  /** How many health checks in a row have to fail before the process is left alone. */
  readonly unhealthyThreshold: number;
}

const HEALTH_CHECK_INTERVAL_MS = 1000; // AWS's take 5 seconds or more; the process must not depend on it
const THINKING_MS = 20;

/** Sends requests as a load balancer with busy clients does: over connections that it keeps, and only while the health check passes. */
export class LoadBalancer {
  readonly statuses: number[] = [];
  readonly failures: string[] = [];
  /** How many of the requests were sent after `mark()`. */
  sentAfterMark = 0;
  private marked = false;
  private healthy = true;
  private readonly agent: Agent;

  constructor(private readonly options: LoadBalancerOptions) {
    this.agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  }

  /** Sends until the health check has failed often enough, and waits for every answer. */
  async run(): Promise<void> {
    const clients = Array.from({ length: this.options.connections }, () => this.client());
    await Promise.all([this.checkHealth(), ...clients]);
    this.agent.destroy();
  }

  /** From now on count separately. */
  mark(): void {
    this.marked = true;
  }

  private async client(): Promise<void> {
    while (this.healthy) {
      if (this.marked) this.sentAfterMark++;
      await this.request('/hello', this.agent).then((status) => this.statuses.push(status), (error: Error) => this.failures.push(error.message));
      await sleep(THINKING_MS);
    }
  }

  private async checkHealth(): Promise<void> {
    for (let failed = 0; failed < this.options.unhealthyThreshold;) {
      await sleep(HEALTH_CHECK_INTERVAL_MS);
      const status = await this.request('/').catch(() => 0);
      failed = status === 200 ? 0 : failed + 1;
    }
    this.healthy = false;
  }

  /** Without an agent each request has a connection of its own. */
  private async request(path: string, agent: Agent | false = false): Promise<number> {
    return new Promise((resolve, reject) => {
      get(`${this.options.url}${path}`, { agent, timeout: 5000 }, (response) => {
        response.on('error', reject).on('end', () => resolve(response.statusCode ?? 0)).resume();
      }).on('error', reject).on('timeout', function (this: ReturnType<typeof get>) { this.destroy(new Error('no answer within 5 seconds')); });
    });
  }
}
