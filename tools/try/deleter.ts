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

/** What the script says is kept: resources, each with its kind, and the ledger with the number of its entries. */
export function saidToBeKept(output: string): { readonly resources: string[]; readonly ledgers: string[] } {
  const [, list = ''] = output.split('\nKept, and how to remove it:\n');
  const lines = list.split('\n');
  return {
    resources: lines.flatMap((line) => /^ {2}((?!the )(?:[a-z]+ )+\S+)$/.exec(line)?.[1] ?? []),
    ledgers: lines.flatMap((line) => /^ {2}(the ledger \S+: \d+ entries)\./.exec(line)?.[1] ?? []),
  };
}
