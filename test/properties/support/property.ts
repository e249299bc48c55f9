import * as fc from 'fast-check';

const { CI, PROPERTY_PATH: path, PROPERTY_RUNS: times = '1', PROPERTY_SEED: seed = '12' } = process.env;

/**
 * A test that something holds in so many cases. They are the same in every run, so that a build is red for what was changed and for nothing else;
 * whoever looks for more takes other seeds, and more of them.
 */
export function property<T>(title: string, runs: number, cases: fc.Arbitrary<T>, mistakesIn: (one: T) => string[]): void {
  test(title, () => {
    const parameters = { seed: seed === 'random' ? Date.now() % 2 ** 31 : Number(seed), numRuns: Math.ceil(runs * Number(times)) };
    process.stdout.write(`${title}: ${parameters.numRuns} cases, seed ${parameters.seed}\n`);
    // To shrink a case is to synthesise for minutes: what CI finds is shrunk by who mends it.
    fc.assert(fc.property(cases, (one) => expect(mistakesIn(one)).toEqual([])), { ...parameters, path, endOnFailure: CI !== undefined });
  }, 3_600_000);
}
