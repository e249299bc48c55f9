import { parseArgs } from 'node:util';

/** The process was called in a way that cannot work. The message says how it is called. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads `--name value` options, all of them texts. Values stay out of the messages, like those of the environment. */
export function readOptions<N extends string>(usage: string, names: readonly N[], args = process.argv.slice(2)): Partial<Record<N, string>> {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    return parseArgs({ args, options }).values as Partial<Record<N, string>>;
  } catch {
    throw new UsageError(`usage: ${usage}`);
  }
}
