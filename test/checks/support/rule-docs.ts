import { Example, examples } from './examples';
import { Factor, FACTOR_NAMES } from '../../../src/checks/factor';
import { Rule } from '../../../src/checks/rule';
import { RULES } from '../../../src/checks/rules';

/** The rules as docs/checks.md shows them: each factor with its rules, each rule with its example. */
export function ruleDocs(): string {
  const all = examples();
  return Object.values(Factor).map((factor) => {
    const rules = RULES.filter((one) => one.factor === factor);
    return [
      `## ${factor === Factor.OPERATION ? '' : `${factor}. `}${FACTOR_NAMES[factor]}`, '',
      ...rules.map((rule) => section(rule, all.find((one) => one.id === rule.id)!)),
    ].join('\n');
  }).join('\n');
}

function section({ id, severity, checks, why, mend, source }: Rule, { diff }: Example): string {
  return [
    `### ${id}`, '',
    `**${checks}** ${why}`, '',
    `${mend} (${severity}, [source](${source}))`, '',
    '```diff', diff, '```', '',
  ].join('\n');
}
