import { Life, Seen } from './life';

/** One thing that is tried, and what has to be so afterwards. */
export interface Step {
  readonly name: string;
  /** Whether it can be tried on this engine, with this app: a crash cannot be ordered from an engine that was not started here. */
  readonly applies?: (life: Life) => boolean;
  readonly run: (life: Life) => Promise<Seen>;
}
