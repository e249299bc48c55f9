import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Aws } from './aws';
import { Ended, run } from './cdk';
import { Answer } from '../../test/rehearsal/aws-cli';
import { Shim } from '../../test/rehearsal/shim';

/** Another script may be tried, to see that what is wrong with it is noticed. */
const SCRIPT = process.env.REHEARSED_SCRIPT ?? path.join(__dirname, '..', '..', 'assets', 'release', 'release.mjs');

/** Runs the release script as one principal. */
export class Releaser {
  /** Whoever opens it has to close it. */
  public static async open(aws: Aws, heard: (words: string[], answer: Answer) => Promise<void>): Promise<Releaser> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'twelve-factor-releaser-'));
    return new Releaser(folder, await Shim.open(folder, async (words) => {
      const answer = await aws.call(words);
      await heard(words, answer);
      return answer;
    }));
  }

  private constructor(private readonly folder: string, private readonly shim: Shim) {}

  public async release(stack: string, ...words: string[]): Promise<Ended> {
    const options = ['--poll-seconds', '0.5', '--timeout-minutes', '5'];
    const env = { PATH: `${this.folder}${path.delimiter}${process.env.PATH}` };
    return run(process.execPath, [SCRIPT, '--stack', stack, ...options, ...words], env, this.folder);
  }

  public close(): void {
    this.shim.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
