import * as fs from 'fs';
import * as path from 'path';
import { App } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import * as ts from 'typescript';
import { alone, app } from './arbitraries/apps';
import { makeApp, makeEnvironment } from './support/made';
import { property } from './support/property';
import { contextOf, EXAMPLE_NAMES } from '../support/example-assemblies';
import { inOrder, MIXED, Order, AS_WRITTEN, REVERSED, shuffled } from '../support/shuffled';
import { ROOT } from '../support/snippets';
import { RECOMMENDED } from '../support/synthesis';

jest.mock('../../src', () => jest.requireActual('../support/shuffled').shuffling(jest.requireActual('../../src')));
jest.mock('cdk-twelve-factor-fargate', () => jest.requireMock('../../src'), { virtual: true });

const ORDERS: [string, Order][] = [['reversed', REVERSED], ['mixed', MIXED]];

property('the order of maps decides nothing in any app', 15, app, (one) => differences((order) => inOrder(order, () => void makeApp(one, RECOMMENDED))));
property('the order of maps decides nothing in any environment', 8, alone, (one) => differences((order) => inOrder(order, () => void makeEnvironment(one, RECOMMENDED))));

test.each(EXAMPLE_NAMES)('the order of maps decides nothing in the example %s', (name) => {
  expect(differences((order) => runExample(name, order))).toEqual([]);
}, 120_000);

test('maps come in another order here, and lists do not', () => {
  inOrder(REVERSED, () => {
    expect(JSON.stringify(shuffled({ a: [{ b: 1, c: 2 }, 3], d: 4 }))).toBe('{"d":4,"a":[{"c":2,"b":1},3]}');
  });
});

/** The stacks whose template is another text when the maps have another order. */
function differences(run: (order: Order) => IConstruct[]): string[] {
  const first = textsOf(run(AS_WRITTEN));
  expect(Object.keys(first).length).toBeGreaterThan(0);
  return ORDERS.flatMap(([name, order]) => {
    const texts = textsOf(run(order));
    return [...new Set([...Object.keys(first), ...Object.keys(texts)])].filter((stack) => texts[stack] !== first[stack]).map((stack) => `${stack}, ${name}`);
  });
}

function textsOf(roots: IConstruct[]): { [stack: string]: string } {
  const stacks = roots.flatMap((root) => (root as App).synth().stacksRecursively);
  return Object.fromEntries(stacks.map((one) => [one.hierarchicalId, fs.readFileSync(one.templateFullPath, 'utf8')]));
}

function runExample(name: string, order: Order): IConstruct[] {
  const before = process.env.CDK_CONTEXT_JSON;
  process.env.CDK_CONTEXT_JSON = JSON.stringify({ ...contextOf(name), '@aws-cdk/core:failSynthOnValidationErrors': false });
  try {
    return inOrder(order, () => void new Function('require', 'exports', programOf(name))(require, {}));
  } finally {
    process.env.CDK_CONTEXT_JSON = before ?? '{}';
  }
}

/** Run here and not in a process of its own, so that it gets the library that shuffles. */
function programOf(example: string): string {
  const source = fs.readFileSync(path.join(ROOT, 'examples', 'typescript', example, 'app.ts'), 'utf8');
  return ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } }).outputText;
}
