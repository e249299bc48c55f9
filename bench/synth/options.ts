import { Flags, parseFlags } from '../flags';

/** How much is measured. More rounds make a narrower spread. */
export interface Plan {
  readonly coldRounds: number;
  readonly warmRounds: number;
  readonly warmUps: number;
  readonly repeats: number;
  readonly growthRounds: number;
  readonly apps: number[];
  readonly environments: number[];
  readonly imports: number;
  readonly checks: number;
}

export const FULL: Plan = {
  coldRounds: 9,
  warmRounds: 5,
  warmUps: 15,
  repeats: 25,
  growthRounds: 5,
  apps: [1, 2, 5, 10, 20, 50],
  environments: [1, 2, 5, 10, 20],
  imports: 25,
  checks: 10,
};

/** Whether everything works, in less than a minute. The figures are only a hint. */
export const SHORT: Plan = {
  coldRounds: 1,
  warmRounds: 1,
  warmUps: 2,
  repeats: 3,
  growthRounds: 1,
  apps: [1, 2, 5],
  environments: [1, 2, 5],
  imports: 3,
  checks: 2,
};

export interface Options extends Flags {
  readonly plan: Plan;
}

export const USAGE = `
Measures the synthesis of the library's default app against the same resources written by hand with the CDK's own constructs, on this machine.

  npm run bench:synth              takes about ten minutes
  npm run bench:synth -- --short   tries everything for a moment; the figures are only a hint
  npm run bench:synth -- --docs    also writes the figures into docs/synthesis-benchmark.md and docs/pictures/bench-synth.svg

Needs nothing but Node and the repository. No AWS account is used.
`;

export function parseOptions(args: string[]): Options {
  const flags = parseFlags(args);
  return { plan: flags.short ? SHORT : FULL, ...flags };
}
