import { setTimeout as sleep } from 'node:timers/promises';
import { MessageMetrics, NO_MESSAGE_METRICS } from './message-metrics';
import { Message, Queue } from './queue';
import { Backoff } from '../config/backoff';
import { Logger } from '../process/logger';
import { Closeable } from '../process/shutdown';

/** Does one message's work. It may be called twice for the same one: queues deliver at least once. A rejection means: again later. */
export type Handle = (body: string) => Promise<void>;

export interface ConsumerOptions {
  readonly visibilitySeconds: number;
  /** @default - messages are not counted */
  readonly metrics?: MessageMetrics;
}

const LONGEST_RETRY_SECONDS = 15 * 60;

/** Takes messages one batch after another and works on one at a time, so that a stop has at most one to wait for; more throughput is more copies. */
export class Consumer implements Closeable {
  private readonly stopping = new AbortController();
  private running?: Promise<void>;
  private waiting: Message[] = [];

  constructor(
    private readonly queue: Queue, private readonly handle: Handle, private readonly log: Logger, private readonly options: ConsumerOptions,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Takes no more, gives back at once what it has not begun, and finishes the message that it works on. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.giveBack();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const backoff = new Backoff({ firstMs: 1000, longestMs: 60_000 });
    while (!signal.aborted) {
      try {
        this.waiting = await this.queue.receive(signal);
        backoff.reset();
        await (signal.aborted ? this.giveBack() : this.workThrough());
      } catch (error) {
        if (signal.aborted) return; // the wait for messages was ended
        this.log.error('no messages: the queue failed', { error });
        await sleep(backoff.next(), undefined, { signal }).catch(() => {});
      }
    }
  }

  /** Messages that wait for their turn must stay hidden as well as the one that has it. */
  private async workThrough(): Promise<void> {
    const { visibilitySeconds } = this.options;
    let current: Message | undefined;
    const renew = () => [current, ...this.waiting].forEach((message) => message && void this.hide(message, visibilitySeconds));
    const renewal = setInterval(renew, visibilitySeconds * 1000 / 2);
    try {
      while ((current = this.waiting.shift())) await this.work(current);
    } finally {
      clearInterval(renewal);
    }
  }

  private async giveBack(): Promise<void> {
    await Promise.all(this.waiting.splice(0).map(async (message) => this.hide(message, 0)));
  }

  private async work(message: Message): Promise<void> {
    const { id, receiveCount } = message;
    const { metrics = NO_MESSAGE_METRICS } = this.options;
    const start = performance.now();
    try {
      await this.handle(message.body);
      await this.queue.remove(message);
      metrics.record('Processed', performance.now() - start);
      this.log.info('message done', { id, receiveCount });
    } catch (error) {
      metrics.record('Failed', performance.now() - start);
      const retrySeconds = Math.min(LONGEST_RETRY_SECONDS, 2 ** receiveCount);
      this.log.error('message failed: again later', { id, receiveCount, retrySeconds, error });
      await this.hide(message, retrySeconds);
    }
  }

  /** When this fails, the message comes back by itself once its time is over. */
  private async hide(message: Message, seconds: number): Promise<void> {
    await this.queue.hide(message, seconds).catch((error) => this.log.warn('visibility not changed', { id: message.id, error }));
  }
}
