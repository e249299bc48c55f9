import { TemplateSize } from './template-sizes';

/** What is compared: each measured in every round, so that the rounds pair. */
export interface Pair<T> {
  readonly library: T;
  readonly byHand: T;
}

export const NAMES: Pair<string> = { library: 'the library', byHand: 'by hand' };

/** One synthesis of the default app, round by round. */
export interface Series {
  readonly ms: number[];
  readonly cpuMs: number[];
}

/** The default app, measured in one way. */
export interface Comparison {
  readonly title: string;
  readonly series: Pair<Series>;
}

/** The same for more and more of something. */
export interface Growth {
  readonly unit: 'apps' | 'environments';
  readonly sizes: number[];
  /** For each size, what each round found. */
  readonly cpuMs: Pair<number[][]>;
  readonly peakBytes: Pair<number[][]>;
}

/** All that one run of the benchmark found. */
export interface Figures {
  readonly comparisons: Comparison[];
  readonly growths: Growth[];
  readonly importMs: number[];
  readonly importedModules: number;
  readonly firstChecks: Series;
  readonly laterChecks: Series;
  readonly templates: TemplateSize[];
}
