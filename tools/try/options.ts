import * as path from 'path';
import { parseArgs } from 'util';

const GUESTBOOK = path.join(__dirname, '..', '..', 'examples', 'typescript', 'guestbook');

/** What the command line asks for. */
export interface Options {
  readonly app?: string;
  readonly folder: string;
  readonly help: boolean;
}

export const USAGE = `
Takes an app through its whole life, from cdk bootstrap to cdk destroy and back, with no AWS account.

  npm run try                                             the guestbook of examples/typescript
  npm run try -- --folder ../shop                         the app of that folder, as its cdk.json says
  npm run try -- --folder ../shop --app "npx tsx app.ts"  the same, synthesised by another command
  npm run try -- --help                                   says this

Needs Python 3.10 or later with venv, and PyPI, from which it installs ministack and the AWS CLI.
With AWS_ENDPOINT_URL set, it uses what answers there, with the credentials and the region of the environment. See docs/try.md.
`;

/** A mistake on the command line: worth a word, not a stack trace. */
export class OptionsError extends Error {}

/** Folders are relative to where npm was started. */
export function readOptions(words: string[], from = process.env.INIT_CWD ?? process.cwd()): Options {
  const { app, folder, help } = parse(words);
  if (app === '') {
    throw new OptionsError('--app must be a command, got ""; write, for example, --app "npx tsx app.ts"');
  }
  return { app, folder: folder === undefined ? app === undefined ? GUESTBOOK : from : path.resolve(from, folder), help: help ?? false };
}

/** The address of an engine that runs already. */
export function readEndpoint(env: NodeJS.ProcessEnv): string | undefined {
  const address = env.AWS_ENDPOINT_URL;
  if (!address) {
    return undefined;
  }
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new OptionsError(`AWS_ENDPOINT_URL must be an address, got "${address}"; write, for example, http://127.0.0.1:4566`);
  }
  if (/(^|\.)(amazonaws\.com(\.cn)?|api\.aws)$/.test(new URL(address).hostname)) {
    throw new OptionsError(`AWS_ENDPOINT_URL must be the address of an emulator, got "${address}"; an app that is tried is destroyed, so AWS itself is refused`);
  }
  return address;
}

function parse(words: string[]): { app?: string; folder?: string; help?: boolean } {
  try {
    return parseArgs({ args: words, options: { app: { type: 'string' }, folder: { type: 'string' }, help: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new OptionsError((error as Error).message);
  }
}
