import { Spread } from './statistics';

/** A target, and what was found. */
export interface Verdict {
  readonly target: string;
  readonly found: Spread;
  readonly unit: string;
  readonly limit: number;
  /** Whether the limit is the least or the most. */
  readonly atLeast: boolean;
}

export function isMet({ found, limit, atLeast }: Verdict): boolean {
  return atLeast ? found.median >= limit : found.median <= limit;
}

export function least(target: string, limit: number, found: Spread, unit = '×'): Verdict {
  return { target, limit, found, unit, atLeast: true };
}

export function most(target: string, limit: number, found: Spread, unit = '×'): Verdict {
  return { target, limit, found, unit, atLeast: false };
}

/** What is counted, not measured. */
export function exactly(value: number): Spread {
  return { median: value, low: value, high: value };
}
