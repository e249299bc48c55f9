import * as fs from 'fs';
import * as path from 'path';
import { IgnoreStrategy } from 'aws-cdk-lib';
import { isSecret } from './secret-files';

/** What never belongs into a fresh repository, whatever its `.gitignore` says: what tools make, and what belongs to one machine. */
const NOT_SEEDED = ['.git', 'node_modules', 'cdk.out', '.DS_Store'];

/** What of a folder does not become the first commit of a repository. */
export interface LeftOut {
  /** Patterns as in a `.gitignore` at the root of the folder. */
  readonly patterns: string[];
  /** The files and folders in it that are known to hold secrets, and that no `.gitignore` names. */
  readonly secrets: string[];
}

/** What the `.gitignore` files of a folder leave out, those of the folders within it included, and what is known to be a secret. */
export function leftOut(folder: string): LeftOut {
  const patterns: string[] = [...NOT_SEEDED];
  const secrets: string[] = [];
  const visit = (inside: string): void => {
    patterns.push(...patternsOf(folder, inside), ...NOT_SEEDED); // the last one that fits decides
    const ignored = IgnoreStrategy.git(path.resolve(folder), patterns);
    for (const entry of fs.readdirSync(path.join(folder, inside), { withFileTypes: true })) {
      const relative = path.posix.join(inside, entry.name);
      const file = path.resolve(folder, relative);
      if (entry.isSymbolicLink() || (entry.isDirectory() ? ignored.completelyIgnores(file) : ignored.ignores(file))) {
        continue;
      }
      if (isSecret(file, entry.isDirectory())) {
        secrets.push(relative);
      } else if (entry.isDirectory()) {
        visit(relative);
      }
    }
  };
  visit('');
  return { patterns: [...patterns, ...secrets.map((one) => `/${escaped(one)}`)], secrets: secrets.sort() };
}

/** Whether a file of a folder is among those that are left out. */
export function isLeftOut(folder: string, file: string, { patterns }: LeftOut): boolean {
  const inside = path.join(path.resolve(folder), file); // where `/Dockerfile` is in it, too: that it is no path there is a mistake of its own
  return !path.relative(folder, inside).startsWith('..') && IgnoreStrategy.git(path.resolve(folder), patterns).ignores(inside);
}

/**
 * The patterns of one `.gitignore`, as they would be at the root.
 *
 * @see https://git-scm.com/docs/gitignore
 */
function patternsOf(folder: string, inside: string): string[] {
  const file = path.join(folder, inside, '.gitignore');
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
    return [];
  }
  const lines = fs.readFileSync(file, 'utf8').split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return inside === '' ? lines : lines.map((line) => {
    const [, not, pattern] = /^(!?)(.*)$/.exec(line)!;
    const isAnchored = pattern.replace(/\s+$/, '').replace(/\/$/, '').includes('/');
    return `${not}/${escaped(inside)}/${isAnchored ? pattern.replace(/^\//, '') : `**/${pattern}`}`;
  });
}

/** A path, none of whose characters means anything to Git. */
function escaped(file: string): string {
  return file.replace(/[\\*?[\]!# ]/g, '\\$&');
}
