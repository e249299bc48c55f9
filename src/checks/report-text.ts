import type { FactorResult, RuleResult } from './factor-report';

const MARKS = { 'kept': 'kept        ', 'broken': 'BROKEN      ', 'acknowledged': 'acknowledged', 'not applicable': '-           ' };

/** The report for a terminal: each factor with its rules, and what was seen where a rule is broken. */
export function reportText(factors: FactorResult[]): string {
  const rules = factors.flatMap((one) => one.rules);
  const count = (result: string) => rules.filter((one) => one.result === result).length;
  return [
    `The twelve factors: ${count('kept')} rules kept, ${count('broken')} broken, ${count('acknowledged')} acknowledged, ${count('not applicable')} not applicable`,
    ...factors.map(({ factor, name, rules: own }) => [`\n${factor} ${name}`, ...own.flatMap(lines)].join('\n')),
    '',
  ].join('\n');
}

function lines(rule: RuleResult): string[] {
  const broken = rule.evidence.filter((one) => !one.kept);
  return [
    `  ${MARKS[rule.result]}  ${rule.id}: ${rule.checks}`,
    ...broken.map((one) => `                  ${printable(`${one.resource}: ${one.evidence}${one.acknowledged ? ` (acknowledged: ${one.acknowledged})` : ''}`)}`),
    ...rule.result === 'broken' ? [`                  ${rule.severity}: ${rule.mend}`] : [],
  ];
}

/** What a template says may hold anything: a terminal is shown no control characters. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}
