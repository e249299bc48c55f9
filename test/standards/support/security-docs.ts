import { APP_NAMES } from './apps';
import { CFN_LINT_EXCEPTIONS } from './cfn-lint-exceptions';
import { acknowledgementsIn, plainRule } from './rule-packs';
import { CONTROLS } from '../security-hub';

/** What docs/security.md shows of the standards: what is acknowledged, and Security Hub's controls. */
export function securityDocs(): string {
  return [
    '### What is acknowledged, where and why', '',
    ...table(['Rules', 'Why', 'Where'], acknowledgements()),
    '### What cfn-lint is told', '',
    ...table(['Rules', 'Why'], CFN_LINT_EXCEPTIONS.map(({ rules, reason }) => [together(new Set(rules)), reason])),
    '## Security Hub\'s controls', '',
    ...Object.entries(CONTROLS).flatMap(([about, controls]) => [
      `### ${about}`, '',
      ...table(['Control', 'Asks for', 'Here', 'How, or why not'], controls.map(({ id, asks, verdict, note }) => [id, asks, verdict, note])),
    ]),
  ].join('\n').trimEnd() + '\n';
}

/** One line for each reason: the rules and the constructs that it is about. */
function acknowledgements(): string[][] {
  const byReason = new Map<string, { where: Set<string>; rules: Set<string> }>();
  for (const { rule, path, reason } of APP_NAMES.filter((app) => app !== 'own-pipeline').flatMap(acknowledgementsIn)) {
    const line = byReason.get(reason) ?? { where: new Set(), rules: new Set() };
    line.where.add(place(path));
    line.rules.add(plainRule(rule));
    byReason.set(reason, line);
  }
  return [...byReason].map(([reason, { where, rules }]) => [together(rules), reason, together(where)])
    .sort(([one], [other]) => one.localeCompare(other));
}

/** Names that an app gives, which are other ones in yours, and constructs that are alike. */
const GIVEN: [RegExp, string][] = [
  [/^[^/]+\//, ''], // the app
  [/^(Staging|Elsewhere|Production)\/Default/, 'Environment'],
  [/^Environment\/(AdminTasks\/\w+|Processes\/\w+\/Task|ReleaseCommand)/, 'Task'],
  [/^Environment\/BackingServices\/\w+/, 'BackingService'],
  [/^(Staging|Elsewhere|Production|\w+Ledger|Codebase)\/(?=Custom|AWS|AwsCallLogs)/, ''],
  [/^(\w+Ledger|Codebase)\/\w+Ledger(?=\/CurrentEntry)/, 'ReleaseLedger'],
  [/\/Destination\d/, '/Destination'],
  [/^Pipeline\/Releases\/(Staging|Elsewhere|Production)/, 'Pipeline/Releases/Environment'],
  [/^Pipeline\/Releases\/Pipeline\/.*\/CodePipelineActionRole$/, 'Pipeline/Releases/Action'],
];

/** Where something is, in any app. */
function place(path: string): string {
  return GIVEN.reduce((text, [name, instead]) => text.replace(name, instead), path);
}

function together(names: Set<string>): string {
  return [...names].sort().map((one) => `\`${one}\``).join(' ');
}

function table(head: string[], rows: string[][]): string[] {
  return [...[head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`), ''];
}
