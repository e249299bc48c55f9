/** Something that a rule has found, acknowledged or not. */
export interface Finding {
  readonly rule: string;
  /** The construct that it is about. */
  readonly path: string;
}

/** A rule that somebody has acknowledged for a construct and all that it holds. */
export interface Acknowledgement extends Finding {
  readonly reason: string;
}

/** The file in an assembly that tells what the rules of cdk-nag have found, and all that is acknowledged. */
export const RECORD = 'rule-packs.json';
