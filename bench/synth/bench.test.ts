import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { CACHE } from './cache';
import { chart } from './chart';
import { compile } from './compile';
import { Figures, Growth, Series } from './figures';
import { bends } from './growth';
import { parseOptions } from './options';
import { report } from './report';
import { verdicts } from './targets';
import { withFigures } from '../page';
import { ROOT } from '../root';
import { isMet } from '../verdict';

const sizes = [1, 2, 5, 10, 20, 50];

/** As if each size took what the function says, in two rounds. */
function growth(library: (size: number) => number, byHand = library): Growth {
  const rounds = (cost: (size: number) => number) => sizes.map((size) => [cost(size), cost(size)]);
  return { unit: 'apps', sizes, cpuMs: { library: rounds(library), byHand: rounds(byHand) }, peakBytes: { library: rounds(() => 1e8), byHand: rounds(() => 1e8) } };
}

describe('growth', () => {
  test('is straight whatever there is before the first', () => {
    expect(bends(growth((size) => 700 + 150 * size)).library).toEqual([1, 1]);
  });

  test('is not when each costs more than the one before', () => {
    const { library, byHand } = bends(growth((size) => 150 * size + size * size, (size) => 150 * size));
    expect(library[0]).toBeGreaterThan(1.1);
    expect(byHand[0]).toBe(1);
  });
});

describe('targets', () => {
  const series = (...cpuMs: number[]): Series => ({ ms: cpuMs, cpuMs });
  const good: Figures = {
    comparisons: [{ title: 'a new process', series: { library: series(105, 210), byHand: series(100, 200) } }],
    growths: [growth((size) => 150 * size)],
    importMs: [40],
    importedModules: 60,
    firstChecks: series(100),
    laterChecks: series(10),
    templates: [{ app: 'the default app', stackName: 'Guestbook-Staging', bytes: 60_000, resources: 50 }],
  };
  const missed = (change: Partial<Figures>) => verdicts({ ...good, ...change }).filter((one) => !isMet(one)).map(({ target }) => target.split(' ')[0]);

  test('are met by what is good', () => expect(missed({})).toEqual([]));

  test.each<[string, Partial<Figures>]>([
    ['The', { comparisons: [{ title: 'a new process', series: { library: series(120, 240), byHand: series(100, 200) } }] }],
    ['50', { growths: [growth((size) => 170 * size, (size) => 150 * size)] }],
    ['Straight', { growths: [growth((size) => 150 * size + size * size)] }],
    ['Loading', { importMs: [61] }],
    ['`TwelveFactorChecks`,', { firstChecks: series(151) }],
    ['Resources', { templates: [{ ...good.templates[0], resources: 501 }] }],
    ['Size', { templates: [{ ...good.templates[0], bytes: 1_000_001 }] }],
  ])('%s: one is missed', (target, change) => expect(missed(change)).toEqual([target]));

  test('and what was found can be read and looked at', () => {
    expect(report(good)).toContain('| a new process | 158 ms (131–184) | 150 ms (125–175) | 1.05× |');
    expect(chart(good)).toContain('50 apps');
    expect([report(good), chart(good)].join()).not.toMatch(/NaN|undefined/);
  });
});

test('the page has a place for the figures', () => {
  const page = readFileSync(path.join(ROOT, 'docs', 'synthesis-benchmark.md'), 'utf8');
  expect(withFigures(page, 'synth', 'new')).toContain('\nnew\n');
});

test('a short run is nothing for the docs', () => expect(() => parseOptions(['--short', '--docs'])).toThrow('leave --short out'));

test('who loads the package loads neither the rules nor the JSON Schema validator', () => {
  compile();
  const script = 'require("cdk-twelve-factor-fargate"); console.log(Object.keys(require.cache).join("\\n"))';
  const loaded = execFileSync(process.execPath, ['--eval', script], { cwd: CACHE, encoding: 'utf8' });
  expect(loaded).toContain('twelve-factor-checks.js');
  expect(loaded).not.toMatch(/ajv|checks.rules/);
});

test('npm run bench:synth -- --short prints its table', () => {
  const { status, stdout, stderr } = spawnSync('npm', ['run', 'bench:synth', '--', '--short'], { cwd: ROOT, encoding: 'utf8', timeout: 5 * 60_000 });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  for (const title of ['Targets', 'The default app', 'More apps', 'More environments', 'The package and its checks', 'Templates']) expect(stdout).toContain(`### ${title}`);
  for (const row of ['a new process', 'a new process, with the CDK\'s validator', 'a warm process', '5 apps', '5 environments', 'the guestbook']) expect(stdout).toContain(`\n| ${row} |`);
  expect(stdout).not.toMatch(/NaN|undefined/);
}, 6 * 60_000);
