import { execFileSync } from 'child_process';
import { Snapshots, SNAPSHOTS } from './snapshots';
import { ROOT } from '../../support/snippets';

/** What the examples synthesised with an earlier version of the library. */
export interface Baseline {
  /** The version's tag; HEAD while there is no release. */
  readonly version: string;
  readonly templates: Snapshots;
}

/**
 * The last release that this commit comes after. Its templates are the snapshots of the commit that its tag names, which passed the tests there: no
 * second copy of them is kept, and no step of a release has to take one. While there is no release it is the last commit.
 */
export function lastRelease(repository = ROOT): Baseline {
  const version = lastTag(repository) ?? 'HEAD';
  const files = git(repository, 'ls-tree', '-r', '--name-only', version, '--', `${SNAPSHOTS}/`).split('\n').filter((file) => file !== '');
  return {
    version,
    templates: Object.fromEntries(files.map((file) => [file.slice(SNAPSHOTS.length + 1), JSON.parse(git(repository, 'show', `${version}:${file}`))])),
  };
}

function lastTag(repository: string): string | undefined {
  return git(repository, 'tag', '--merged', 'HEAD', '--list', 'v[0-9]*', '--sort=-version:refname').split('\n').find((tag) => tag !== '');
}

function git(repository: string, ...words: string[]): string {
  return execFileSync('git', words, { cwd: repository, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}
