import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

const page = readFileSync(path.join(__dirname, '..', '..', '..', 'docs', 'service.md'), 'utf8');
const rows = (page.split('## When things fail')[1] ?? '').split('\n').filter((line) => line.startsWith('| ')).slice(1);
const tests = readdirSync(__dirname).filter((file) => file.endsWith('.test.ts') && file !== path.basename(__filename))
  .map((file) => readFileSync(path.join(__dirname, file), 'utf8')).join('\n');

/** Titles as they are written, and those that `test.each` makes of a list: `DynamoDB %s` with its rows. */
function isTitle(name: string): boolean {
  const [service = '', ...words] = name.split(' ');
  const made = ['', ':', ' for a swapped table'].some((rest) => name.endsWith(rest) && tests.includes(`'${service} %s${rest}`) &&
    tests.includes(`'${words.join(' ').replace(rest, '')}'`));
  return tests.includes(`test('${name}`) || tests.includes(`])('${name}`) || made;
}

test.each(rows.map((row) => row.split('|').map((cell) => cell.trim())).map(([, what = '', , names = '']) => [what, names]))(
  'the fault table\'s row "%s" names tests that are there', (_what, names) => {
    const named = [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !isTitle(name))).toEqual([]);
  });

test('the fault table has rows', () => expect(rows.length).toBeGreaterThan(20));
test('a name that is no test is noticed', () => expect(isTitle('AppConfig on fire')).toBe(false));
