import { setTimeout as sleep } from 'node:timers/promises';
import { Backoff, BackoffLimits } from './backoff';
import { ConfigSource, Delivery } from './config-source';
import { ConfigState, CurrentConfig, RefreshOutcome } from './current-config';
import { Document, parseDocument } from './document';
import { Logger } from '../process/logger';

export interface DynamicConfigOptions {
  /** The pace of background polls, unless the source wants a slower one. */
  readonly paceSeconds: number;
  /** How often the first document is asked for. */
  readonly attempts: number;
  readonly backoff: BackoffLimits;
  /** What to start with if no document arrives. @default - the start fails */
  readonly fallback?: Document;
  /** Tries what a new document refers to; a rejection keeps the old one. Not called for the first, which has no predecessor to stay with. */
  readonly trial?: (successor: Document, current: Document) => Promise<void>;
}

/** The configuration in use: always a valid document, swapped whole, and kept when its successor is bad or out of reach. */
export class DynamicConfig implements CurrentConfig {
  /** Fetches the first document. Without one there is nothing to run on, so after a few attempts this takes the fallback or fails. */
  static async connect(source: ConfigSource, log: Logger, options: DynamicConfigOptions): Promise<DynamicConfig> {
    const config = new DynamicConfig(source, log, options);
    for (let attempt = 1; ; attempt++) {
      if (await config.ask() === 'refreshed') return config;
      if (attempt >= options.attempts) return config.fallBack(attempt);
      source.restart();
      await sleep(config.notBefore - performance.now());
    }
  }

  private document?: Document;
  private content?: string;
  private version?: string;
  private offered?: Delivery;
  private underWay?: Promise<RefreshOutcome>;
  private notBefore = 0;
  private timer?: NodeJS.Timeout;
  private readonly backoff: Backoff;

  private constructor(private readonly source: ConfigSource, private readonly log: Logger, private readonly options: DynamicConfigOptions) {
    this.backoff = new Backoff(options.backoff);
  }

  get current(): Document {
    if (!this.document) throw new Error('The configuration is read before it was fetched');
    return this.document;
  }

  get state(): ConfigState {
    return this.content === undefined ? { source: 'default' } : { source: 'appconfig', version: this.version };
  }

  get secondsToNextRefresh(): number {
    return Math.max(this.source.secondsToNextPoll, Math.ceil((this.notBefore - performance.now()) / 1000), 0);
  }

  /** Callers at the same time share one poll: a token is good for one call only. */
  async refresh(): Promise<RefreshOutcome> {
    if (!this.underWay && this.secondsToNextRefresh > 0) return 'early';
    return this.ask();
  }

  startPolling(): void {
    const pace = withJitter(Math.max(this.options.paceSeconds, this.source.intervalSeconds) * 1000);
    const failing = this.notBefore - performance.now();
    this.timer = setTimeout(() => void this.refresh().then(() => this.startPolling()), failing > 0 ? failing : pace).unref();
  }

  stopPolling(): void {
    clearTimeout(this.timer);
  }

  private ask(): Promise<RefreshOutcome> {
    this.underWay ??= this.poll().finally(() => { this.underWay = undefined; });
    return this.underWay;
  }

  private async poll(): Promise<RefreshOutcome> {
    try {
      // What was refused is offered again with each poll: somebody may have made the table that it names.
      this.offered = await this.source.poll() ?? this.offered;
      if (!this.offered && !this.document) throw new Error('AppConfig has no document to deliver: none was deployed yet');
      this.backoff.reset();
      this.notBefore = 0;
    } catch (error) {
      this.notBefore = performance.now() + this.backoff.next();
      return this.report('failed', error);
    }
    return this.offered && this.offered.content !== this.content ? this.take(this.offered) : this.unchanged();
  }

  /** Swaps the whole document, or nothing. */
  private async take({ content, version }: Delivery): Promise<RefreshOutcome> {
    try {
      const successor = parseDocument(content);
      // At the start that is an app without a table. Later it is a mistake, which would take the table away from processes that use it.
      if (this.document?.TableName && !successor.TableName) throw new Error('The configuration has no TableName any more');
      if (this.document) await this.options.trial?.(successor, this.document);
      this.document = successor;
      this.content = content;
      this.version = version;
      this.log.info('configuration refreshed', { version });
      return 'refreshed';
    } catch (error) {
      if (!this.document) this.notBefore = performance.now() + this.backoff.next();
      return this.report('refused', error, version);
    }
  }

  private unchanged(): RefreshOutcome {
    this.log.debug('configuration unchanged');
    return 'unchanged';
  }

  private report(outcome: 'refused' | 'failed', error: unknown, version?: string): RefreshOutcome {
    this.log.error(this.document ? 'configuration not refreshed: the last good one stays in use' : 'no configuration yet', { outcome, version, error });
    return outcome;
  }

  private fallBack(attempts: number): this {
    const { fallback } = this.options;
    if (!fallback) throw new Error(`No valid configuration from AppConfig after ${attempts} attempts: see the lines above`);
    this.document = fallback;
    this.log.warn('no configuration from AppConfig: starting with APPCONFIG_DEFAULT', { attempts });
    return this;
  }
}

/** Up to a quarter longer, never shorter, so that processes that started together do not call together. */
function withJitter(ms: number): number {
  return ms * (1 + Math.random() / 4);
}
