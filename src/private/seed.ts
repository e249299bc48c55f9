import * as fs from 'fs';
import * as path from 'path';
import { Problems } from './problems';

/** What never belongs into a fresh repository: what tools make, what belongs to one machine, and secrets. */
export const NOT_SEEDED = ['.git', '**/node_modules', '**/cdk.out', '**/.env', '**/.DS_Store'];

/** What the bundled service has here but not in the package, so that its seed is the same from both. */
export const NOT_PACKAGED = ['test', 'dist', '.gitignore'];

/** Notes what is wrong with a folder that shall become the first commit of a repository. */
export function checkSeed(problems: Problems, folder: string, dockerfile: string): void {
  if (!fs.existsSync(folder) || !fs.statSync(folder).isDirectory()) {
    problems.add(`codebase.seed is "${folder}", which is not a folder here; give the folder that holds the app's code`);
  } else if (fs.readdirSync(folder).length === 0) {
    problems.add(`codebase.seed is "${folder}", which is empty; the first build would have nothing to build: put the app's code there`);
  } else if (!fs.existsSync(path.join(folder, dockerfile))) {
    problems.add(`codebase.seed is "${folder}", which has no ${dockerfile}; add one, or name another file with ImageBuild.dockerfile({ dockerfile })`);
  }
}
