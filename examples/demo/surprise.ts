import { isDeepStrictEqual } from 'node:util';

/** The first thing that is not as expected ends the walkthrough. */
export class Surprise extends Error {
  constructor(what: string, expected: unknown, observed: unknown) {
    super(`${what}\n  expected  ${shown(expected)}\n  observed  ${shown(observed)}`);
  }
}

export function expectEqual(what: string, observed: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(observed, expected)) throw new Surprise(what, expected, observed);
}

export function expectTrue(what: string, observed: unknown, expected: string, holds: boolean): void {
  if (!holds) throw new Surprise(what, expected, observed);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? 'nothing';
}
