import { Document } from './document';

/** What a refresh came to. `early`: the source was not asked. `refused`: it delivered what cannot be used. `failed`: it did not deliver. */
export type RefreshOutcome = 'refreshed' | 'unchanged' | 'early' | 'refused' | 'failed';

/** Where the document in use comes from, in words that may be shown to anyone. */
export interface ConfigState {
  readonly source: 'appconfig' | 'default' | 'none';
  readonly version?: string;
}

/** The configuration in use now. */
export interface CurrentConfig {
  readonly current: Document;
  readonly state: ConfigState;
  /** How long to wait before another refresh can bring anything: what the source asks for, or what its failures call for. */
  readonly secondsToNextRefresh: number;
  /** Looks for a newer document. */
  refresh(): Promise<RefreshOutcome>;
  /** Keeps polling in the background, without keeping the process alive. */
  startPolling(): void;
}
