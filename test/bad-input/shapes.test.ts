import * as fs from 'fs';
import { fingerprint, TABLE } from '../../projenrc/shapes';
import { Config, Process } from '../../src';
import { nearest } from '../../src/private/allowed';
import { Problems } from '../../src/private/problems';
import { Given } from '../../src/private/shape';
import { show } from '../../src/private/show';

test('the table of types is that of the types as they are: otherwise run "npx projen shapes"', () => {
  expect(fs.readFileSync(TABLE, 'utf8')).toContain(`the fingerprint ${fingerprint()}`);
});

/** What is listed of props or arguments. */
function mistakes(shape: string, values: unknown): string[] {
  const problems = new Problems('It');
  new Given(shape, values).check(problems, 'it');
  try {
    problems.throwIfAny();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).map((line) => line.replace('  - ', ''));
  }
}

test('several mistakes of one struct are listed together, each by its path', () => {
  expect(mistakes('Process.worker', { options: { command: ['node', 5], size: 'small', comand: [], scaling: null } })).toEqual([
    'it.command[1] must be a string, got 5',
    'it.size must be a TaskSize, such as TaskSize.of(), or left out, got the string "small"',
    'it.scaling must be a Scaling, such as Scaling.fixed(), or left out, got null',
    'it.comand is not a prop of WorkerProcessOptions; did you mean command?',
  ]);
});

test('what is sound of a struct stays, and is all that the rest of the library sees', () => {
  const { sound } = new Given<any>('Environment.named', { name: 'demo', options: { variables: { A: '1', B: undefined }, sizes: { web: { size: 5 } }, network: 'x' } });
  expect(sound).toEqual({ name: 'demo', variables: { A: '1' }, sizes: { web: {} } });
});

test('structs as other languages hand them over are read: by value, and as objects with getters', () => {
  class ByReference {
    public get command() { return ['x']; }
  }
  expect(mistakes('Process.worker', { options: new ByReference() })).toEqual([]);
  expect(mistakes('Process.worker', { options: Object.assign(Object.create(null), { command: ['x'] }) })).toEqual([]);
  expect(mistakes('Process.worker', { options: Object.defineProperty({ command: ['x'] }, '$jsii$', { value: 1, enumerable: false }) })).toEqual([]);
});

test('a class is known by its name, so that a second copy of the library is no other one', () => {
  let other: typeof import('../../src') = undefined!;
  jest.isolateModules(() => { other = jest.requireActual('../../src'); });
  expect(other.Config.of()).not.toBeInstanceOf(Config);
  expect(mistakes('TwelveFactorFargateAppProps', { codebase: other.Codebase.codeCommit(), config: other.Config.of(), processes: { web: other.Process.web() } })).toEqual([]);
});

test('a class is known in a bundle whose names are shortened, too', () => {
  class a {}
  class b {}
  Object.assign(a, { [Symbol.for('jsii.rtti')]: { fqn: 'cdk-twelve-factor-fargate.TaskSize' } });
  expect(mistakes('Process.web', { options: { size: new a() } })).toEqual([]);
  expect(mistakes('Process.web', { options: { size: new b() } })).toHaveLength(1);
});

test('a class of the user\'s own has to have what the library calls', () => {
  class Codebase {}
  class Mine extends Codebase {
    public bind() {}
  }
  class Empty extends Codebase {}
  expect(mistakes('TwelveFactorFargateAppProps', { codebase: new Mine() })).toEqual([]);
  expect(mistakes('TwelveFactorFargateAppProps', { codebase: new Empty() })).toEqual(['it.codebase must have bind, got an Empty without it']);
});

test('values of the dynamic config that JSON does not have are listed, at any depth', () => {
  const loop: any = {};
  loop.again = loop;
  expect(mistakes('DynamicConfig.json', { options: { values: { a: { b: [1, undefined, NaN] }, f: () => 1, d: new Date(0), n: null, loop } } })).toEqual([
    'it.values.a.b[1] must be a value that JSON has, got undefined',
    'it.values.a.b[2] must be a value that JSON has, got NaN',
    'it.values.f must be a value that JSON has, got the function f',
    'it.values.loop.again must be data, got an object that contains itself',
  ]);
});

test.each([
  ['3000', 'the string "3000"'], [3000, '3000'], [null, 'null'], [undefined, 'undefined'], [[1, 'a', [2, [3]]], 'the list [1, "a", [2, […]]]'],
  [{ a: { b: { c: 1 } } }, 'the object { a: { b: {…} } }'], [{}, 'the object {}'], [Process, 'the function Process'], [Symbol('x'), 'a symbol'], [5n, '5n'],
  [new Map(), 'a Map'], [new Error('x'), 'an Error'], ['${Token[TOKEN.9]}', 'a token'], ['x'.repeat(500), `the string "${'x'.repeat(120)}…"`],
])('shows %p as it was written', (value, shown) => {
  expect(show(value)).toBe(shown);
});

test.each([['comand', 'did you mean command?'], ['Port', 'did you mean port?'], ['enviroments', 'there is command, port, size']])('suggests for %s', (name, suggestion) => {
  expect(nearest(name, ['command', 'port', 'size'])).toBe(suggestion);
});
