import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..', '..');

/** What package.json says, as far as these tests ask. */
export interface Manifest {
  readonly dependencies?: { [name: string]: string };
  readonly devDependencies: { [name: string]: string };
  readonly bundledDependencies: string[];
}

/**
 * Copies the repository as a fresh clone would have it, with what is not committed yet. The library is compiled and packed there: in place,
 * it would race with other tests, and a file left over in lib/ or in an example could hide a mistake.
 */
export function takeSnapshot(folder: string): void {
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const listed = execFileSync('git', words, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  for (const file of listed.split('\0').filter((name) => name !== '' && fs.existsSync(path.join(ROOT, name)))) {
    fs.cpSync(path.join(ROOT, file), path.join(folder, file));
  }
  provideNodeModules(folder);
}

/** The path of a program that is installed at the root, as seen from a snapshot. */
export function programsOf(snapshot: string): string {
  return path.join(snapshot, 'node_modules', '.bin');
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
}

/** Links what is installed at the root. What the package bundles is copied instead, because npm packs no links. */
function provideNodeModules(snapshot: string): void {
  const installed = path.join(ROOT, 'node_modules');
  const bundled = bundledPackages(installed);
  fs.mkdirSync(path.join(snapshot, 'node_modules'));
  for (const name of fs.readdirSync(installed).filter((entry) => !entry.startsWith('.') || entry === '.bin')) {
    if (!bundled.has(name)) {
      fs.symlinkSync(path.join(installed, name), path.join(snapshot, 'node_modules', name));
    }
  }
  for (const name of bundled) {
    fs.cpSync(path.join(installed, name), path.join(snapshot, 'node_modules', name), { recursive: true });
  }
}

/** The bundled dependencies with all that they depend on. */
function bundledPackages(installed: string): Set<string> {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (!found.has(name)) {
      found.add(name);
      Object.keys(readManifest(path.join(installed, name)).dependencies ?? {}).forEach(visit);
    }
  };
  readManifest(ROOT).bundledDependencies.forEach(visit);
  return found;
}
