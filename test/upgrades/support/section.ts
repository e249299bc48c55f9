import * as fs from 'fs';
import * as path from 'path';
import { Happening, sentence } from './outcome';
import { judge, Outcome, UpgradeCase } from './upgrade-case';
import { Verb } from './words';
import { ROOT } from '../../support/snippets';

const FILE = path.join(ROOT, 'docs', 'stability.md');

/** What a row says of each thing that a deployment does, in the order that matters to operators. */
const PHRASES: { [verb in Verb]: string } = {
  'refused': '**refused**',
  'harms': '**harm**',
  'replaces': '**replaced**',
  'deletes': '**deleted**',
  'leaves': '**left running**',
  'keeps': 'kept outside the stack',
  'stops': 'stopped',
  'starts': 'started',
  'rolls': 'new tasks',
  'next run': 'next run',
  'config rollout': 'config rollout',
  'creates': 'created',
  'updates': 'updated',
};

/** The tests of a list of cases, and of the part of the docs that is made from them. */
export function testUpgrades(name: string, cases: UpgradeCase[]): void {
  const rows: string[] = [];

  test.each(cases.map((one) => [one.change, one] as const))('%s', (_, one) => {
    if (one.synthesisRefuses) {
      expect(() => judge(one)).toThrow(one.synthesisRefuses);
      rows.push(row(one, 'refused at synthesis'));
      return;
    }
    const outcome = judge(one);
    expect(outcome.faults.sort()).toEqual([...one.allowed ?? []].sort());
    if (one.warns) {
      expect(outcome.annotations).toContainEqual(expect.stringContaining(one.warns));
    }
    rows.push(row(one, told(outcome)));
  });

  test(`docs/stability.md says it: UPDATE_DOCS=1 npx jest test/upgrades/${name}`, () => {
    const [before, old, after] = fs.readFileSync(FILE, 'utf8').split(new RegExp(`(?<=<!-- upgrades:${name} -->\\n)([^]*)(?=<!-- end of upgrades:${name} -->)`));
    expect([before, old, after]).not.toContain(undefined);
    const table = `\n${['| Change | What CloudFormation does | Clients, processes, data | What to do |', '| --- | --- | --- | --- |', ...rows].join('\n')}\n\n`;
    if (process.env.UPDATE_DOCS) {
      fs.writeFileSync(FILE, `${before}${table}${after}`);
    } else {
      expect(old).toBe(table);
    }
  });
}

function row({ change, meaning, advice }: UpgradeCase, done: string): string {
  return `| ${change} | ${done} | ${meaning} | ${advice ?? ''} |`;
}

/** `new tasks: web, worker; deleted: log group of seed`. What is refused is rolled back, and the rest with it. */
function told({ happenings }: Outcome): string {
  const isRefused = happenings.some((one) => one.verb === 'refused');
  const verbs = (Object.keys(PHRASES) as Verb[]).filter((verb) => happenings.some((one) => one.verb === verb) && (!isRefused || verb === 'refused'));
  return verbs.map((verb) => {
    const what = happenings.filter((one) => one.verb === verb).map(withoutVerb).filter((one) => one !== '').join(', ');
    return what === '' ? PHRASES[verb] : `${PHRASES[verb]}: ${what}`;
  }).join('; ') || 'nothing that an operator sees';
}

function withoutVerb(happening: Happening): string {
  return sentence(happening).slice(happening.verb.length).trim();
}
