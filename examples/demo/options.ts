import { parseArgs } from 'node:util';

export interface Options {
  /** Check everything and leave, instead of serving until Ctrl-C. */
  readonly walkthrough: boolean;
  /** Where the walkthrough saves its screenshots. */
  readonly pictures?: string;
  readonly help: boolean;
}

export const USAGE = `
Synthesises examples/typescript/guestbook and runs production's web process here, on embedded backing services.

  npm run demo                                        serves until Ctrl-C
  npm run demo -- --walkthrough                       tries everything by itself; exits 0 if nothing was a surprise
  npm run demo -- --walkthrough --pictures <folder>   also saves screenshots of /hello, if there is a Chromium
  npm run demo -- --help                              says this

No AWS account is used. DynamoDB Local needs Java 17 or newer.
`;

/** A mistake on the command line: worth a word, not a stack trace. */
export class OptionsError extends Error {}

export function parseOptions(args: string[]): Options {
  const options = parse(args);
  if (options.pictures === '') throw new OptionsError('--pictures needs the name of a folder');
  if (options.pictures !== undefined && !options.walkthrough) throw new OptionsError('--pictures goes with --walkthrough');
  return options;
}

function parse(args: string[]): Options {
  try {
    return parseArgs({
      args,
      options: {
        walkthrough: { type: 'boolean', default: false },
        pictures: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values as Options;
  } catch (error) {
    throw new OptionsError((error as Error).message);
  }
}
