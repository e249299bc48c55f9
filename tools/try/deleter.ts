import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Aws } from './aws';
import { Ended, run } from './cdk';
import { Shim } from '../../test/rehearsal/shim';

/** Another script may be tried, to see that what is wrong with it is noticed. */
const SCRIPT = process.env.REHEARSED_DELETE_SCRIPT ?? path.join(__dirname, '..', '..', 'assets', 'release', 'delete.mjs');

/** Deletes an environment with the library's own script, although a pipeline releases to it. */
export async function deleteEnvironment(aws: Aws, stack: string): Promise<Ended> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'twelve-factor-deleter-'));
  const shim = await Shim.open(folder, async (words) => aws.call(words));
  try {
    const env = { PATH: `${folder}${path.delimiter}${process.env.PATH}` };
    const options = ['--yes', '--production', '--despite-pipeline', '--poll-seconds', '0.5', '--timeout-minutes', '5'];
    return await run(process.execPath, [SCRIPT, '--stack', stack, ...options], env, folder);
  } finally {
    shim.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** What the script says is kept: each with its kind, and how many entries the ledger has. */
export function saidToBeKept(output: string): string[] {
  const lines = output.slice(output.indexOf('\nKept, and how to remove it:')).split('\n');
  return lines.flatMap((line) => /^ {2}((?:[a-z]+ )+\S+|the ledger \S+ \d+ entries)(?=$|\.)/.exec(line)?.[1] ?? []);
}
