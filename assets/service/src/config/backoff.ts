export interface BackoffLimits {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Waits that double with each failure in a row. Half of each is left to chance: processes that failed together must not come back together. */
export class Backoff {
  private failures = 0;

  constructor(private readonly limits: BackoffLimits) {}

  /** How long to wait after one more failure. */
  next(): number {
    const ceiling = Math.min(this.limits.longestMs, this.limits.firstMs * 2 ** this.failures++);
    return ceiling * (0.5 + Math.random() / 2);
  }

  reset(): void {
    this.failures = 0;
  }
}
