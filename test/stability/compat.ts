/**
 * Compares the API in this folder with that of the last release on npm, as the build does: a change that breaks somebody's code fails, unless
 * `.compatignore` holds its key. Everything counts, also what is called experimental, which all of this library is until 1.0.
 *
 * While there is no release, it says so. A registry that cannot be reached is no excuse where the variable `CI` is set.
 */
import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const { name } = JSON.parse(fs.readFileSync('package.json', 'utf8'));

process.exitCode = compare();

function compare(): number {
  const folder = makeFolder();
  try {
    const release = downloadLastRelease(folder);
    return typeof release === 'string' ? diff(release) : release;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Below node_modules, so that what the release depends on is found: the interfaces of the CDK are part of what is compared. */
function makeFolder(): string {
  const cache = path.resolve('node_modules', '.cache');
  fs.mkdirSync(cache, { recursive: true });
  return fs.mkdtempSync(path.join(cache, 'compat-'));
}

/** The folder with the last release; or how this program ends, when there is none. */
function downloadLastRelease(folder: string): string | number {
  const { status, stdout, stderr } = spawnSync('npm', ['pack', '--json', '--pack-destination', folder, `${name}@latest`], { encoding: 'utf8', cwd: os.tmpdir() });
  if (status === 0) {
    spawnSync('tar', ['-xzf', path.join(folder, JSON.parse(stdout)[0].filename), '-C', folder]);
    return path.join(folder, 'package');
  }
  if (/\bE404\b/.test(stdout + stderr)) {
    console.log(`compat: ${name} has no release yet, so that there is nothing to compare with.`);
    return 0;
  }
  console.error(`compat: the last release of ${name} could not be read, and nothing was compared.\n${stderr.trim()}`);
  return process.env.CI ? 1 : 0;
}

function diff(release: string): number {
  const { version } = JSON.parse(fs.readFileSync(path.join(release, 'package.json'), 'utf8'));
  console.log(`compat: comparing with ${name}@${version}`);
  const program = path.join('node_modules', '.bin', 'jsii-diff');
  const { status } = spawnSync(program, [release, '.', '--keys', '--error-on', 'all', '--ignore-file', '.compatignore'], { stdio: 'inherit' });
  return status ?? 1;
}
