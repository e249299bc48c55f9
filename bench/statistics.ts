/** The middle of several measurements, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The value below which a share of the values lies; between two values, a mixture of both. */
export function quantile(values: number[], share: number): number {
  if (values.length === 0) return NaN;
  const sorted = Float64Array.from(values).sort();
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const above = Math.ceil(position);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

/** Median and quartiles: other work on the machine spoils single rounds, and these care little. */
export function spread(values: number[]): Spread {
  return { median: quantile(values, 0.5), low: quantile(values, 0.25), high: quantile(values, 0.75) };
}

/** One divided by the other, round by round: what slows a round down slows both. */
export function ratios(values: number[], others: number[]): Spread {
  return spread(values.map((value, round) => value / others[round]));
}

export function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Each round begins with another one: none always comes after the same neighbour at the same time. */
export function rotated<T>(all: T[], by: number): T[] {
  const start = by % all.length;
  return [...all.slice(start), ...all.slice(0, start)];
}
