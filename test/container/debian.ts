import * as path from 'node:path';
import { output } from './command';
import { alone } from '../support/alone';

const LOCK = path.join(__dirname, '..', '..', 'node_modules', '.cache', 'debian.lock');

/** Installs packages of Debian, one caller after the other: apt knows one at a time. */
export function installPackages(packages: string[]): void {
  alone(LOCK, () => {
    console.log(`Installing ${packages.join(', ')}.`);
    output('apt-get', ['update', '--quiet']);
    output('apt-get', ['install', '--yes', '--no-install-recommends', ...packages], { ...process.env, DEBIAN_FRONTEND: 'noninteractive' });
  });
}
