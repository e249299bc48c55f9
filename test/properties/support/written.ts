import { Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';

/**
 * A value as somebody writes it. A counterexample reads as code, that a plain test can take over; and it can be made anew in each app, since
 * constructs belong to one.
 */
export class Written<T> {
  constructor(
    public readonly text: string,
    /** Makes it; what exists already is imported into the stack that is given. */
    public readonly make: (elsewhere: Stack) => T,
    /** The names of the public API in it: factories, constants and options. */
    public readonly uses: readonly string[] = [],
  ) {}

  /** The same, changed. */
  public map<U>(change: (made: T) => U): Written<U> {
    return new Written(`change(${this.text})`, (elsewhere) => change(this.make(elsewhere)), this.uses);
  }

  public [fc.toStringMethod](): string {
    return this.text;
  }
}

/** What makes such values. */
export type Writer<T> = fc.Arbitrary<Written<T>>;

/** A plain value: text, a number, or JSON. */
export function written<T>(value: T): Written<T> {
  const text = JSON.stringify(value) ?? String(value);
  return new Written(text.replace(/"((.)\2{40,})"/g, (_, long, character) => `"${character}".repeat(${long.length})`), () => value);
}

/** Plain values. */
export function plain<T>(values: fc.Arbitrary<T>): Writer<T> {
  return values.map(written);
}

/** One of these plain values. */
export function oneOf<T>(...values: T[]): Writer<T> {
  return plain(fc.constantFrom(...values));
}

/** Something that is written as it is said here. */
export function expression<T>(text: string, make: (elsewhere: Stack) => T): Writer<T> {
  return fc.constant(new Written(text, make));
}

/** A constant of the public API, such as `TaskSize.SMALL`. */
export function constant<C extends Named, K extends keyof C & string>(owner: C, name: K): Writer<C[K]> {
  const text = `${owner.name}.${name}`;
  return fc.constant(new Written(text, () => owner[name], [text]));
}

/** A call of a static factory, such as `Process.web({…})`. */
export function call<C extends Named, M extends keyof C & string>(owner: C, method: M, ...given: WritersOf<C[M]>): Writer<ResultOf<C[M]>> {
  const name = `${owner.name}.${method}`;
  return fc.tuple(...given as Writer<unknown>[]).map((parts) => new Written(
    `${name}(${parts.map(({ text }) => text).join(', ')})`,
    (elsewhere) => (owner[method] as (...values: unknown[]) => ResultOf<C[M]>)(...parts.map((part) => part.make(elsewhere))),
    [name, ...parts.flatMap(({ uses }) => uses)],
  ));
}

/** Options of the public API: every one that there is, or TypeScript refuses it. Those that are not required are left out now and then. */
export function struct<T>(name: string, options: { [K in keyof T]-?: Writer<NonNullable<T[K]>> }, ...required: (keyof T & string)[]): Writer<T> {
  return fc.record(options as { [option: string]: Writer<unknown> }, { requiredKeys: required }).map((parts) => {
    const { text, make, uses } = objectOf(parts as { [option: string]: Written<unknown> });
    return new Written(text, make as (elsewhere: Stack) => T, [...Object.keys(parts).map((option) => `${name}.${option}`), ...uses]);
  });
}

/** Things by their names. */
export function objectOf<T>(parts: { [name: string]: Written<T> }): Written<{ [name: string]: T }> {
  const entries = Object.entries(parts);
  return new Written(
    `{ ${entries.map(([key, { text }]) => `${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}: ${text}`).join(', ')} }`,
    (elsewhere) => Object.fromEntries(entries.map(([key, part]) => [key, part.make(elsewhere)])),
    entries.flatMap(([, { uses }]) => uses),
  );
}

/** Things in their order. */
export function listOf<T>(parts: Written<T>[]): Written<T[]> {
  return new Written(`[${parts.map(({ text }) => text).join(', ')}]`, (elsewhere) => parts.map((part) => part.make(elsewhere)), parts.flatMap(({ uses }) => uses));
}

/** Several things in their order. */
export function list<T>(items: Writer<T>, constraints: fc.ArrayConstraints = {}): Writer<T[]> {
  return fc.array(items, { maxLength: 3, ...constraints }).map(listOf);
}

/** Several things by names of their own. */
export function named<T>(names: string[], item: (name: string) => Writer<T>): Writer<{ [name: string]: T }> {
  return fc.tuple(...names.map(item)).map((parts) => objectOf(Object.fromEntries(names.map((name, index) => [name, parts[index]]))));
}

interface Named { readonly name: string }
type ResultOf<F> = F extends (...given: any[]) => infer R ? R : never;
type WritersOf<F> = F extends (...given: infer A) => any ? { [I in keyof A]: Writer<NonNullable<A[I]>> } : never;
