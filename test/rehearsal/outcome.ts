/** What is there to see after a scenario. */
export interface Outcome {
  readonly ended: string;
  /** The ledger's current entry. */
  readonly current: string;
  /** Its numbered entries. */
  readonly entries: string;
  /** What each process, and the scheduled task, runs. */
  readonly running: string;
  /** Where the stack points: the release, and a parameter that is none of a release's business. */
  readonly stack: string;
  /** Words that it said, of those that matter. */
  readonly says: string[];
}

export interface Row {
  readonly scenario: string;
  readonly expected: Outcome;
  readonly observed: Outcome;
}

export function differs({ expected, observed }: Row): boolean {
  return line(expected) !== line(observed);
}

function line({ ended, current, entries, running, stack, says }: Outcome): string {
  const words = says.map((one) => `"${one}"`).join(' ');
  return `${ended}; current ${current}; entries ${entries || 'none'}; runs ${running}; stack on ${stack}; says ${words || 'nothing that matters'}`;
}

/** Scenario, expected, observed, as the issue asks; what is as expected is said once. */
export function table(rows: Row[]): string {
  return rows.map((row, index) => {
    const { scenario, expected, observed } = row;
    const verdict = differs(row) ? 'DIFFERS' : 'ok     ';
    return `${verdict} ${String(index + 1).padStart(2)}. ${scenario}\n          expected  ${line(expected)}\n          observed  ${line(observed)}`;
  }).join('\n');
}
