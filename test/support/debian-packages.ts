import { spawnSync } from 'child_process';
import * as path from 'path';
import { alone } from './alone';

const LOCK = path.join(__dirname, '..', '..', 'node_modules', '.cache', 'debian-packages.lock');

/** Whether a test may install Debian's packages: as root, in CI. On a user's machine it never does. */
export function mayInstall(): boolean {
  return Boolean(process.env.CI) && process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Installs them; test files that do so at the same time wait for each other, as apt would not. Whether they are there now, the caller sees. */
export function installPackages(...packages: string[]): void {
  console.log(`Installing ${packages.join(', ')}.`);
  const run = (...words: string[]) => spawnSync('apt-get', words, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, encoding: 'utf8' });
  alone(LOCK, () => {
    run('update', '--quiet');
    const { status, stderr } = run('install', '--yes', '--no-install-recommends', ...packages);
    if (status !== 0) {
      console.error(stderr);
    }
  });
}
