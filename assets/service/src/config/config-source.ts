/** The three ids that say where the document is. */
export interface DocumentLocation {
  readonly application: string;
  readonly environment: string;
  readonly profile: string;
}

/** A document as it arrives. */
export interface Delivery {
  readonly content: string;
  readonly version?: string;
}

/** Where documents come from: AppConfig itself, or its agent beside the process. */
export interface ConfigSource {
  /** The interval that the source wants between two polls. */
  readonly intervalSeconds: number;
  /** How long the source would still refuse a poll. */
  readonly secondsToNextPoll: number;
  /** The document, or undefined if it is the one delivered before. */
  poll(): Promise<Delivery | undefined>;
  /** Forgets what was delivered: the next poll brings the whole document again. */
  restart(): void;
}
