import { cpus } from 'node:os';
import { Spread } from './statistics';
import { isMet, Verdict } from './verdict';

export function verdictTable(verdicts: Verdict[]): string[] {
  return table(['Target', 'Limit', 'Found', ''], verdicts.map(verdictRow));
}

function verdictRow(verdict: Verdict): string[] {
  const { target, found, unit, limit, atLeast } = verdict;
  const digits = unit === '×' ? 2 : 0;
  return [target, `${atLeast ? '≥' : '≤'} ${limit}${unit}`, text(found, digits, unit), isMet(verdict) ? 'met' : missedBy(verdict)];
}

function missedBy({ found, limit, unit }: Verdict): string {
  return `**missed** by ${limit === 0 ? found.median : `${Math.round(Math.abs(found.median / limit - 1) * 100)} %`}${limit === 0 ? unit : ''}`;
}

/** The median, and the quartiles unless they are the same. */
export function text({ median, low, high }: Spread, digits: number, unit = ''): string {
  const [middle, from, to] = [median, low, high].map((value) => value.toFixed(digits));
  return from === to ? `${middle}${unit}` : `${middle}${unit} (${from}–${to})`;
}

export function table(head: string[], rows: string[][]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** What it ran on. */
export function machine(): string {
  return `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}`;
}
