import { IConstruct } from 'constructs';

/** How the names of a map are put into another order. */
export type Order = (names: string[]) => string[];

export const AS_WRITTEN: Order = (names) => names;
export const REVERSED: Order = (names) => [...names].reverse();

/** The same order in every run, but one that sorting by names does not explain. */
export const MIXED: Order = (names) => [...names].sort((one, other) => scatter(one) - scatter(other));

let order = AS_WRITTEN;
let roots = new Set<IConstruct>();

/** Runs something while all maps that are given to the library have their names in an order; the apps that it makes things in come back. */
export function inOrder(how: Order, run: () => void): IConstruct[] {
  order = how;
  roots = new Set();
  try {
    run();
    return [...roots];
  } finally {
    order = AS_WRITTEN;
  }
}

/** The library, as a language whose maps have another order calls it: each factory and constructor is given every map, at any depth, in that order. */
export function shuffling(library: object): object {
  return Object.fromEntries(Object.entries(library).map(([name, member]) => [name, typeof member === 'function' ? shufflingClass(member) : member]));
}

/** A value, and all that it holds, in the order of now. */
export function shuffled<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(shuffled) as T;
  }
  const isMap = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isMap ? Object.fromEntries(order(Object.keys(value)).map((name) => [name, shuffled((value as any)[name])])) as T : value;
}

function shufflingClass(member: Function): Function {
  return new Proxy(member, {
    construct: (target, given, newTarget) => {
      if (given[0]?.node) {
        roots.add(given[0].node.root);
      }
      return Reflect.construct(target, given.map(shuffled), newTarget);
    },
    get: (target, name) => {
      const found = (target as any)[name];
      return typeof found === 'function' && Object.hasOwn(target, name) ? (...given: unknown[]) => found.apply(target, given.map(shuffled)) : found;
    },
  });
}

function scatter(name: string): number {
  return [...name].reduce((sum, character) => (sum * 31 + character.codePointAt(0)!) % 1009, 7);
}
