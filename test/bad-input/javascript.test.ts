import { Construct } from 'constructs';
import * as library from '../../src';
import { ARGUMENTS, callFactory, ELSEWHERE, INTO_APP, makeConstruct, PROPS } from './support/callers';
import { SHAPES } from '../../src/private/shapes.generated';

/** What callers without a compiler hand over. */
const VALUES: [string, unknown][] = [
  ['null', null], ['a number', 6], ['text', '3000'], ['true', true], ['an object', {}], ['an object of an object', { a: {} }], ['a list', []],
  ['a list of numbers', [5]], ['a list with a hole', [undefined]], ['a map of undefined', { A: undefined }], ['a map of null', { A: null }],
  ['a map of numbers', { A: 5 }], ['a function', () => 5], ['a symbol', Symbol('x')], ['a big number', 10n], ['a date', new Date(0)], ['a Map', new Map([['a', 1]])],
  ['an object of a class', new (class Other { public readonly node = undefined; })()],
];

/** Whether a value is one that the type lets through: then what is said of it is not looked at here. */
function fits(kind: string, value: any): boolean {
  if (kind.startsWith('[]')) {
    return Array.isArray(value) && value.every((one) => fits(kind.slice(2), one));
  }
  if (kind.startsWith('{}')) {
    return value?.constructor === Object && Object.values(value).every((one) => one !== undefined && fits(kind.slice(2), one));
  }
  if (kind === 'any') {
    return true;
  }
  return typeof value === kind || kind in SHAPES && value?.constructor === Object && Object.keys(SHAPES[kind]).every((name) => name.endsWith('?'));
}

function errorOf(act: () => unknown): string {
  try {
    act();
    return 'nothing was thrown';
  } catch (error) {
    return error instanceof Error && error.constructor === Error ? error.message : `thrown by something else: ${(error as Error).stack}`;
  }
}

/** What the error for one wrong prop lacks of what it has to be. */
function flaws(subject: string, prop: string, given: string, message: string): string[] {
  const isOurs = new RegExp(`^${subject} "?.*has (one mistake|\\d+ mistakes):(\n {2}- .*)+$`, 's').test(message);
  const says = message.split('\n').some((line) => new RegExp(`\\b${prop}\\b.* (must be|must have|is missing|is not a prop)`).test(line));
  const isPlain = !/\[object|undefined (?:is|of)|of undefined|is not a function|Cannot read|Symbol\(|(".*"|\b\w+\b) is \1/.test(message);
  return isOurs && says && isPlain ? [] : [`${prop} given ${given}: ${message}`];
}

const takerOf = (factory: string) => ELSEWHERE[factory.split('.')[0]] ?? ['TwelveFactorFargateApp', INTO_APP[factory.split('.')[0]]];
const makeTaker = (factory: string, made: unknown) => {
  const [construct, props] = takerOf(factory);
  makeConstruct(construct, { ...PROPS[construct], ...props(made) });
};
const factories = Object.keys(SHAPES).filter((name) => /^[A-Z]\w*\.\w+$/.test(name));
const constructs = Object.entries(library).filter(([name, one]) => (one as any).prototype instanceof Construct || name === 'TwelveFactorChecks').map(([name]) => name);

test('every factory and every construct of the library is tried here', () => {
  const all = Object.entries(library).filter(([, one]) => typeof one === 'function').flatMap(([name, one]) => (
    Object.getOwnPropertyNames(one).filter((method) => typeof (one as any)[method] === 'function' && !method.startsWith('_')).map((method) => `${name}.${method}`)
  ));
  expect(factories).toEqual(all.sort());
  expect(Object.keys(ARGUMENTS).sort()).toEqual(all);
  expect(Object.keys(PROPS).sort()).toEqual(constructs.sort());
  expect(constructs.filter((name) => !(`${name}Props` in SHAPES))).toEqual([]);
});

test.each(factories)('%s takes anything without a failure of its own, and what takes it says what is wrong with it', (factory) => {
  const found = Object.entries(SHAPES[factory]).flatMap(([parameter, kind]) => {
    const name = parameter.replace('?', '');
    const attempts: [string, string, unknown][] = [];
    const bag = kind.startsWith('...') ? SHAPES[kind.slice(3)] : undefined;
    for (const [title, value] of VALUES) {
      if (!bag && !fits(kind, value)) {
        attempts.push([name, title, callFactory(factory, (values) => ({ ...values, [name]: value }))]);
      } else if (bag && (typeof value !== 'object' || value === null || Array.isArray(value))) {
        attempts.push([name, title, callFactory(factory, (values) => ({ ...values, [name]: value }))]);
      }
      for (const [prop, propKind] of Object.entries(bag ?? {}).filter(([, one]) => !fits(one, value))) {
        const option = prop.replace('?', '');
        expect(propKind).toBeDefined();
        attempts.push([option, title, callFactory(factory, (values) => ({ ...values, [name]: { ...values[name], [option]: value } }))]);
      }
    }
    for (const required of Object.keys(bag ?? {}).filter((one) => !one.endsWith('?'))) {
      attempts.push([required, 'nothing', callFactory(factory, (values) => ({ ...values, [name]: { ...values[name], [required]: undefined } }))]);
      attempts.push([required, 'no options', callFactory(factory, (values) => ({ ...values, [name]: undefined }))]);
    }
    if (!bag && !parameter.endsWith('?')) {
      attempts.push([name, 'nothing', callFactory(factory, (values) => ({ ...values, [name]: undefined }))]);
    }
    if (bag) {
      attempts.push(['comand', 'one that there is not', callFactory(factory, (values) => ({ ...values, [name]: { ...values[name], comand: 1 } }))]);
    }
    return attempts.flatMap(([prop, title, made]) => flaws(takerOf(factory)[0], prop, title, errorOf(() => makeTaker(factory, made))));
  });
  expect(found).toEqual([]);
});

test.each(constructs)('%s says what is wrong with its props', (name) => {
  const found = Object.entries(SHAPES[`${name}Props`]).flatMap(([key, kind]) => {
    const prop = key.replace('?', '');
    const wrong = VALUES.filter(([, value]) => !fits(kind, value));
    return [...wrong, ...key.endsWith('?') ? [] : [['nothing', undefined] as const]]
      .flatMap(([title, value]) => flaws(name, prop, title, errorOf(() => makeConstruct(name, { ...PROPS[name], [prop]: value }))));
  });
  expect([...found, ...flaws(name, 'comand', 'one that there is not', errorOf(() => makeConstruct(name, { ...PROPS[name], comand: 1 })))]).toEqual([]);
});

test.each(constructs.filter((name) => Object.keys(SHAPES[`${name}Props`]).some((one) => !one.endsWith('?'))))('%s says what is missing when it has no props', (name) => {
  for (const [title, props] of VALUES.filter(([, value]) => typeof value !== 'object')) {
    expect([...flaws(name, 'props', title, errorOf(() => makeConstruct(name, props)))]).toEqual([]);
  }
  for (const required of Object.keys(SHAPES[`${name}Props`]).filter((one) => !one.endsWith('?'))) {
    expect(flaws(name, required, 'nothing at all', errorOf(() => makeConstruct(name, undefined)))).toEqual([]);
  }
});

test('props that are there are not missed', () => {
  for (const factory of factories) {
    expect([factory, errorOf(() => makeTaker(factory, callFactory(factory, (values) => values)))]).toEqual([factory, expect.not.stringMatching(/mistake/)]);
  }
});
