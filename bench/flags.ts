import { parseArgs } from 'node:util';

/** What may be said to any benchmark. */
export interface Flags {
  /** Whether to try everything for a moment only. */
  readonly short: boolean;
  /** Whether to write the figures and the chart into docs/. */
  readonly docs: boolean;
  readonly help: boolean;
}

export function parseFlags(args: string[]): Flags {
  const { values } = parseArgs({
    args,
    options: { short: { type: 'boolean', default: false }, docs: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (values.short && values.docs) throw new Error('--docs needs the figures of a whole run: leave --short out');
  return values;
}
