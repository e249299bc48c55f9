/** What is there to see after a scenario. */
export interface Outcome {
  readonly ended: string;
  /** The ledger's current entry. */
  readonly current: string;
  /** Its numbered entries. */
  readonly entries: string;
  /** What each process, and the scheduled task, runs. */
  readonly running: string;
  /** Where the stack points: the release, a candidate where there is one, and a parameter that is none of a release's business. */
  readonly stack: string;
  /** Where there is a release command: by whom it was run, in which build, and its exit code. */
  readonly commands?: string;
  /** Words that it said, of those that matter. */
  readonly says: string[];
  /** Where that is asked: each call that changes the environment, word for word, in order. What moto named at random is in angle brackets. */
  readonly changes?: string[];
}

export interface Row {
  readonly scenario: string;
  readonly expected: string;
  readonly observed: string;
  /** What was seen and may be otherwise next time. */
  readonly note?: string;
}

export function differs({ expected, observed }: Row): boolean {
  return expected !== observed;
}

/** Scenario, expected, observed. */
export function table(rows: Row[]): string {
  return rows.map((row, index) => {
    const { scenario, expected, observed, note } = row;
    return [
      `${verdict(row)} ${String(index + 1).padStart(2)}. ${scenario}`,
      `          expected  ${expected}`,
      `          observed  ${observed}`,
      ...note ? [`          this time ${note}`] : [],
    ].join('\n');
  }).join('\n');
}

export function verdict(row: Row): string {
  return differs(row) ? 'DIFFERS' : 'ok     ';
}

/** As a row tells it. */
export function line({ ended, current, entries, running, stack, commands, says, changes }: Outcome): string {
  const parts = [
    ended,
    `current ${current}`,
    `entries ${entries || 'none'}`,
    `runs ${running}`,
    `stack on ${stack}`,
    ...commands === undefined ? [] : [`release command ${commands}`],
    `says ${says.map((one) => JSON.stringify(one)).join(' ') || 'nothing that matters'}`,
    ...changes ? [`changes ${changes.map((one, index) => `\n              ${index + 1}. ${one}`).join('') || 'nothing'}`] : [],
  ];
  return parts.join('; ');
}
