import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

/** Called by jest before all tests: a folder for what they share, which goes when they are done, and what holds for all of them. */
export default function makeRunFolder(): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'twelve-factor-run-'));
  process.env.TWELVE_FACTOR_TEST_RUN = folder; // workers inherit it
  process.env.JSII_DEPRECATED = 'fail'; // a call of the CDK that is deprecated throws
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
}
