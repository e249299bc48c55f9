import * as fc from 'fast-check';
import { TwelveFactorFargateAppProps } from '../../../src';

type Props = TwelveFactorFargateAppProps;

/** Something wrong in the props of an app, and all that the error has to say of it; ` … ` is for anything else in the same line. */
export class Spoiler {
  constructor(
    private readonly text: string,
    public readonly told: string[],
    public readonly spoil: (props: Props) => Props,
  ) {}

  public [fc.toStringMethod](): string {
    return this.text;
  }
}

/** One way to get an option wrong: its value, and what the error says of it. */
export interface Wrong<T> {
  readonly value: T;
  readonly told: string;
}

export function wrong<T>(values: fc.Arbitrary<T>, told: (value: T) => string): fc.Arbitrary<Wrong<T>> {
  return values.map((value) => ({ value, told: told(value) }));
}

/** An option of the app itself. */
export function option<K extends keyof Props>(name: K, ways: fc.Arbitrary<Wrong<Props[K]>>): fc.Arbitrary<Spoiler> {
  return ways.map(({ value, told }) => new Spoiler(`${name}: ${told}`, [told], (props) => ({ ...props, [name]: value })));
}

type Ways<T> = { [K in keyof T]?: fc.Arbitrary<Wrong<T[K]>> };

/** Some of the options of a struct at once, each wrong in one way. */
export function someWrong<T extends object>(ways: Ways<T>): fc.Arbitrary<{ options: Partial<T>; told: string[] }> {
  return fc.record(ways as { [name: string]: fc.Arbitrary<Wrong<unknown>> }, { requiredKeys: [] })
    .map((some) => Object.entries(some) as [string, Wrong<unknown>][])
    .filter((some) => some.length > 0)
    .map((some) => ({
      options: Object.fromEntries(some.map(([name, { value }]) => [name, value])) as Partial<T>,
      told: some.map(([, { told }]) => told),
    }));
}

/** Numbers that are not whole, or out of range. */
export function numbersBeyond(min: number, max: number): fc.Arbitrary<number> {
  return fc.oneof(
    fc.constantFrom(NaN, Infinity, -Infinity, -1, min - 1, max + 1, min + 0.5, Number.MAX_SAFE_INTEGER, 1e300),
    fc.integer({ max: min - 1 }), fc.integer({ min: max + 1 }), fc.double({ min, max, noNaN: true }).filter((value) => !Number.isInteger(value)),
  );
}
