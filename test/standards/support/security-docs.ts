import { APP_NAMES } from './apps';
import { CFN_LINT_EXCEPTIONS } from './cfn-lint-exceptions';
import { acknowledgementsIn, plainRule } from './rule-packs';
import { CONTROLS } from '../security-hub';

/** What docs/security.md shows of the standards: what is acknowledged, and Security Hub's controls. */
export function securityDocs(): string {
  return [
    '### What is acknowledged, where and why', '',
    ...table(['Where', 'Rules', 'Why'], acknowledgements()),
    '### What cfn-lint is told', '',
    ...table(['Rules', 'Why'], CFN_LINT_EXCEPTIONS.map(({ rules, reason }) => [rules.join(', '), reason])),
    '## Security Hub\'s controls', '',
    ...Object.entries(CONTROLS).flatMap(([about, controls]) => [
      `### ${about}`, '',
      ...table(['Control', 'Asks for', 'Here', 'How, or why not'], controls.map(({ id, asks, verdict, note }) => [id, asks, verdict, note])),
    ]),
  ].join('\n').trimEnd() + '\n';
}

/** One line for each reason: the constructs and the rules that it is about. */
function acknowledgements(): string[][] {
  const byReason = new Map<string, { where: Set<string>; rules: Set<string> }>();
  for (const { rule, path, reason } of APP_NAMES.filter((app) => app !== 'own-pipeline').flatMap(acknowledgementsIn)) {
    const line = byReason.get(reason) ?? { where: new Set(), rules: new Set() };
    line.where.add(place(path));
    line.rules.add(plainRule(rule));
    byReason.set(reason, line);
  }
  return [...byReason].map(([reason, { where, rules }]) => [summary([...where]), [...rules].sort().join(', '), reason]).sort(([one], [other]) => one.localeCompare(other));
}

/** Names that an app gives, which are other ones in yours. */
const GIVEN: [RegExp, string][] = [
  [/^[^/]+\//, ''], // the app
  [/^(Staging|Elsewhere|Production)\/Default/, 'Environment'],
  [/^(Staging|Elsewhere|Production)\//, 'Environment’s stack/'],
  [/^\w+Ledger\/\w+Ledger|^Codebase\/\w+Ledger(?!Logs)/, 'Ledger'],
  [/^\w+Ledger\/AWS|^Codebase\/AWS/, 'Ledger’s stack/AWS'],
  [/^(\w+Ledger|Codebase)\/ReleaseLedgerLogs/, 'Ledger’s stack/ReleaseLedgerLogs'],
  [/\b(Processes|AdminTasks|BackingServices)\/\w+/, '$1/*'],
  [/\b(Releases)\/(Staging|Elsewhere|Production)/, '$1/*'],
  [/\bApprove(Staging|Elsewhere|Production)\b/, 'Approve*'],
  [/^Pipeline\/Releases\/Pipeline\/\w+\/\w+\/CodePipelineActionRole/, 'Pipeline/Releases/Pipeline/*/CodePipelineActionRole'],
  [/\bDestination\d/, 'Destination*'],
];

/** Where something is, in any app. */
function place(path: string): string {
  return GIVEN.reduce((text, [name, instead]) => text.replace(name, instead), path);
}

/** Constructs of one name at several places, together. */
function summary(places: string[]): string {
  return places.sort().map((one) => `\`${one}\``).join(' ');
}

function table(head: string[], rows: string[][]): string[] {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`).concat('');
}
