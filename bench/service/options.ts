import { Flags, parseFlags } from '../flags';

/** How much is measured. More rounds make a narrower spread, and longer rounds less noise in each. */
export interface Plan {
  readonly rounds: number;
  /** Counted in requests, as the compilers in Node and Java count calls. */
  readonly warmUpRequests: number;
  readonly roundSeconds: number;
  readonly latencyRounds: number;
  readonly latencySeconds: number;
  readonly starts: number;
  readonly soakRequests: number;
  readonly soakRate: number;
  readonly stopCycles: number;
  readonly stopsAtOnce: number;
}

/** An hour at ten requests a second. */
const HOUR = 36_000;

export const FULL: Plan = {
  rounds: 7,
  warmUpRequests: 10_000,
  roundSeconds: 4,
  latencyRounds: 5,
  latencySeconds: 5,
  starts: 7,
  soakRequests: HOUR,
  soakRate: 400,
  stopCycles: 50,
  stopsAtOnce: 5,
};

/** Whether everything works, in a minute or two. The figures are only a hint. */
export const SHORT: Plan = {
  rounds: 2,
  warmUpRequests: 300,
  roundSeconds: 1,
  latencyRounds: 2,
  latencySeconds: 1,
  starts: 1,
  soakRequests: 1000,
  soakRate: 200,
  stopCycles: 2,
  stopsAtOnce: 2,
};

export interface Options extends Flags {
  readonly plan: Plan;
}

export const USAGE = `
Measures the bundled service against a bare handler in Node and against Flask, on this machine, with DynamoDB Local.

  npm run bench:service              takes about fifteen minutes
  npm run bench:service -- --short   tries everything for a moment; the figures are only a hint
  npm run bench:service -- --docs    also writes the figures into docs/service-benchmark.md and docs/pictures/bench-service.svg

Needs Linux, Java 17 or newer for DynamoDB Local, and for Flask Python 3.10 or newer with venv, and PyPI. No AWS account is used.
`;

export function parseOptions(args: string[]): Options {
  const flags = parseFlags(args);
  return { plan: flags.short ? SHORT : FULL, ...flags };
}
