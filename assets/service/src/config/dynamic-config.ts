import { setTimeout as sleep } from 'node:timers/promises';
import { AppConfigSession } from './appconfig-session';
import { Document, parseDocument } from './document';
import { Logger } from '../process/logger';

export type RefreshOutcome = 'refreshed' | 'unchanged' | 'failed';

export interface StartUp {
  readonly attempts: number;
  readonly firstDelayMs: number;
}

/**
 * The pace of background polls, which are priced calls, unless the service asks for a slower one. It is AppConfig's own default.
 * Sessions allow a poll every 15 seconds, so a refresh asked for in between still has something to find.
 */
const BACKGROUND_POLL_SECONDS = 60;

/** The configuration in use: always a valid document, swapped whole, and kept when its successor is bad or out of reach. */
export class DynamicConfig {
  /** Fetches the first document. Without one there is nothing to run on, so after a few attempts this fails. */
  static async connect(session: AppConfigSession, log: Logger, startUp: StartUp = { attempts: 5, firstDelayMs: 500 }): Promise<DynamicConfig> {
    for (let attempt = 1; ; attempt++) {
      const config = new DynamicConfig(session, log);
      if (await config.refresh() === 'refreshed') return config;
      if (attempt >= startUp.attempts) throw new Error(`No valid configuration from AppConfig after ${attempt} attempts: see the lines above`);
      session.restart();
      await sleep(withJitter(startUp.firstDelayMs * 2 ** (attempt - 1)));
    }
  }

  private content?: string;
  private document?: Document;
  private underWay?: Promise<RefreshOutcome>;
  private timer?: NodeJS.Timeout;

  private constructor(private readonly session: AppConfigSession, private readonly log: Logger) {}

  get current(): Document {
    if (!this.document) throw new Error('The configuration is read before it was fetched');
    return this.document;
  }

  /** How long to wait before another refresh can bring anything. */
  get secondsToNextRefresh(): number {
    return this.session.secondsToNextPoll;
  }

  /** Asks AppConfig for a newer document. Callers at the same time share one poll: a token is good for one call only. */
  refresh(): Promise<RefreshOutcome> {
    this.underWay ??= this.poll().finally(() => { this.underWay = undefined; });
    return this.underWay;
  }

  /** Keeps polling in the background, without keeping the process alive. */
  startPolling(): void {
    const seconds = Math.max(BACKGROUND_POLL_SECONDS, this.session.intervalSeconds);
    this.timer = setTimeout(() => void this.refresh().then(() => this.startPolling()), withJitter(seconds * 1000)).unref();
  }

  stopPolling(): void {
    clearTimeout(this.timer);
  }

  private async poll(): Promise<RefreshOutcome> {
    try {
      const delivery = await this.session.poll();
      if (!delivery && !this.document) throw new Error('AppConfig has no document to deliver: none was deployed yet');
      // A new session delivers the whole document again, changed or not.
      if (!delivery || delivery.content === this.content) return this.unchanged();
      this.document = parseDocument(delivery.content);
      this.content = delivery.content;
      this.log.info('configuration refreshed', { version: delivery.version });
      return 'refreshed';
    } catch (error) {
      this.log.error(this.document ? 'configuration not refreshed: the last good one stays in use' : 'no configuration yet', { error });
      return 'failed';
    }
  }

  private unchanged(): RefreshOutcome {
    this.log.debug('configuration unchanged');
    return 'unchanged';
  }
}

/** Up to a quarter longer, never shorter, so that processes that started together do not call together. */
function withJitter(ms: number): number {
  return ms * (1 + Math.random() / 4);
}
