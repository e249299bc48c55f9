import * as fs from 'fs';
import * as path from 'path';
import { RULES } from '../../src/checks/rules';
import { CFN_LINT } from '../support/cfn-lint';
import { dangling } from '../support/cloudformation';
import { ROOT } from '../support/snippets';
import { APP_NAMES, AppName, correct } from './support/apps';
import { Catches, catchTable } from './support/catch-table';
import { caughtBy, ours } from './support/judgement';
import { Mutant, mutants } from './support/mutants';
import { slice } from './support/slice';
import { cfnLint, nag, validator } from './support/tools';

const OWN = 'TwelveFactorChecks';
const PAGE = path.join(ROOT, 'docs', 'checks.md');
const README = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8').replace(/\s+/g, ' ');
const BEGIN = '<!-- From here: UPDATE_DOCS=1 npx jest test/mutations -->\n\n';
const END = '\n<!-- to here -->';

const folder = path.join(process.env.TWELVE_FACTOR_TEST_RUN!, 'mutants');
let all: Mutant[];
const found = new Map<Mutant, string[]>();

beforeAll(() => {
  all = mutants();
  all.forEach((one) => found.set(one, [...new Set(ours(one.templates).map((finding) => finding.split(' ')[0]))].sort()));
}, 240_000);

test.each(APP_NAMES)('nothing is found in the correct app: %s', (name: AppName) => {
  expect(ours(correct(name))).toEqual([]);
}, 60_000);

test('at least 120 mistakes are made, each told once, each a change that leaves no loose end', () => {
  expect(all.filter((one) => one.factor !== undefined).length).toBeGreaterThanOrEqual(120);
  expect(new Set(all.map((one) => one.mistake)).size).toBe(all.length);
  expect(all.filter((one) => one.changed.length === 0).map((one) => one.mistake)).toEqual([]);
  expect(all.flatMap((one) => one.changed.flatMap((stack) => dangling(one.templates[stack])).map((id) => `${one.mistake}: ${id}`))).toEqual([]);
});

test('each mistake is found by the rules that are named for it, and by no other', () => {
  expect(all.map((one) => `${one.mistake}: ${found.get(one)!.join(', ')}`)).toEqual(all.map((one) => `${one.mistake}: ${one.foundBy.join(', ')}`));
});

test('every rule is needed for some mistake', () => {
  const needed = new Set(all.flatMap((one) => one.foundBy));
  expect(RULES.map((one) => one.id).filter((one) => !needed.has(one))).toEqual([]);
});

test('at least 95 % of the mistakes that a template shows are found', () => {
  const shown = all.filter((one) => one.factor !== undefined);
  expect(shown.filter((one) => found.get(one)!.length > 0).length / shown.length).toBeGreaterThanOrEqual(0.95);
});

const missing = CFN_LINT.missing();
if (missing === undefined || process.env.CI) {
  test('the docs say how much of it other tools find', () => {
    const catches: Catches = {
      'CDK\'s validator': caughtBy(validator, all, path.join(folder, 'validator')),
      'cdk-nag': caughtBy(nag, all, path.join(folder, 'cdk-nag')),
      'cfn-lint': caughtBy(cfnLint, all, path.join(folder, 'cfn-lint'), slice),
      [OWN]: new Set(all.filter((one) => found.get(one)!.length > 0)),
    };
    const table = catchTable(all, catches, OWN);
    process.stdout.write(`${table}\n`);
    expect(Object.values(catches).map((one) => one.size).filter((one) => one === 0)).toEqual([]);
    expect(README).toContain(`Of ${all.filter((one) => one.factor !== undefined).length} mistakes made in correct apps it finds ${catches[OWN].size}`);
    const [before, rest] = fs.readFileSync(PAGE, 'utf8').split(BEGIN);
    const after = rest.slice(rest.indexOf(END));
    if (process.env.UPDATE_DOCS) {
      fs.writeFileSync(PAGE, `${before}${BEGIN}${table}${after}`);
    }
    expect(fs.readFileSync(PAGE, 'utf8')).toBe(`${before}${BEGIN}${table}${after}`);
  }, 480_000);
} else {
  test.skip(`other tools are not compared: ${missing}`, () => undefined);
}
