import { randomUUID } from 'node:crypto';
import { Message, Queue } from './queue';

interface Entry {
  readonly id: string;
  readonly body: string;
  receiveCount: number;
  hiddenUntil: number;
  receipt: string;
}

/** The same promises as SQS inside this process, for a machine without one: hidden while worked on, handed out again unless removed. */
export class MemoryQueue implements Queue {
  private entries: Entry[] = [];

  constructor(private readonly visibilitySeconds: number, private readonly pauseMs = 50) {}

  /** What is neither removed nor hidden for ever. */
  get size(): number {
    return this.entries.length;
  }

  send(body: string): void {
    this.entries.push({ id: randomUUID(), body, receiveCount: 0, hiddenUntil: 0, receipt: '' });
  }

  async receive(signal: AbortSignal): Promise<Message[]> {
    while (!signal.aborted) {
      const visible = this.entries.filter(({ hiddenUntil }) => hiddenUntil <= performance.now()).slice(0, 10);
      if (visible.length > 0) return visible.map((entry) => this.handOut(entry));
      await new Promise((resolve) => setTimeout(resolve, this.pauseMs));
    }
    return [];
  }

  async remove({ receipt }: Message): Promise<void> {
    this.entries = this.entries.filter((entry) => entry.receipt !== receipt);
  }

  async hide({ receipt }: Message, seconds: number): Promise<void> {
    const entry = this.entries.find((each) => each.receipt === receipt);
    if (entry) entry.hiddenUntil = performance.now() + seconds * 1000;
  }

  private handOut(entry: Entry): Message {
    entry.receiveCount++;
    entry.hiddenUntil = performance.now() + this.visibilitySeconds * 1000;
    entry.receipt = randomUUID(); // an older receipt is worth nothing any more
    return { ...entry };
  }
}
