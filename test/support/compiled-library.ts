import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { alone } from './alone';
import { programsOf, takeSnapshot } from '../consumers/support/snapshot';

/**
 * A copy of the repository with the library compiled by jsii. It is made once in a run of the tests, by whichever test asks first; the others wait,
 * and nobody writes there.
 */
export function compiledLibrary(): string {
  const folder = path.join(process.env.TWELVE_FACTOR_TEST_RUN!, 'library');
  return alone(`${folder}.lock`, () => {
    if (!fs.existsSync(path.join(folder, '.jsii'))) {
      takeSnapshot(folder);
      execFileSync(path.join(programsOf(folder), 'jsii'), ['--silence-warnings=reserved-word'], {
        cwd: folder, stdio: 'pipe', env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1' },
      });
    }
    return folder;
  });
}
