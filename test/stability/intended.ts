/** A destructive change that is meant. */
export interface IntendedChange {
  /** The release that it departs from. With the next release it has happened, and its entry here means nothing any more: take it away. */
  readonly since: string;

  /** What it concerns: matched against `<example>/<stack>.json: <logical id>`. */
  readonly resource: RegExp;

  /** Why it is worth it, and what users have to do. The same goes into the commit's message, after `BREAKING CHANGE:`. */
  readonly why: string;
}

/** All of them. */
export const INTENDED: IntendedChange[] = [];
