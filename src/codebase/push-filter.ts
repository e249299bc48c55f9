import { Token } from 'aws-cdk-lib';
import { GitPushFilter } from 'aws-cdk-lib/aws-codepipeline';
import { ConnectedCodebaseOptions } from './codebase-options';
import { Problems } from '../private/problems';

/** What CodePipeline takes of each kind of pattern. */
const MOST_PATTERNS = 8;
const LONGEST_PATTERN = 255;

/** Which pushes start a release; nothing when each push to the branch does. CodePipeline takes tags, or a branch with paths, never both. */
export function pushFilter({ paths, ignorePaths, tags }: ConnectedCodebaseOptions, branch: string): GitPushFilter | undefined {
  if (tags) {
    return { tagsIncludes: tags };
  }
  return paths || ignorePaths ? { branchesIncludes: [branch], filePathsIncludes: paths, filePathsExcludes: ignorePaths } : undefined;
}

/** Notes what is wrong with the patterns that a push is compared with. */
export function checkPushFilter(problems: Problems, { paths, ignorePaths, tags }: ConnectedCodebaseOptions): void {
  problems.unless(!tags || !paths && !ignorePaths,
    'codebase.tags is given together with paths or ignorePaths; a tag belongs to a commit, not to files, and CodePipeline compares it with none: give one of them');
  checkPatterns(problems, 'paths', paths, isPath, 'patterns from the root of the repository that name files, such as "services/guestbook/**"');
  checkPatterns(problems, 'ignorePaths', ignorePaths, isPath, 'patterns from the root of the repository that name files, such as "**/*.md"');
  checkPatterns(problems, 'tags', tags, isTag, 'patterns of the names of tags, such as "v*"');
}

function checkPatterns(
  problems: Problems, what: string, patterns: string[] | undefined, isPattern: (pattern: string) => boolean, wanted: string,
): void {
  if (patterns === undefined || Token.isUnresolved(patterns)) {
    return;
  }
  problems.must(patterns.length > 0, `codebase.${what}`, `${wanted}, or left out`, patterns);
  problems.unless(patterns.length <= MOST_PATTERNS,
    `codebase.${what} must be at most ${MOST_PATTERNS} patterns, as CodePipeline takes no more, got ${patterns.length}; join some, such as "{api,web}/**"`);
  for (const pattern of patterns.filter((one) => !Token.isUnresolved(one))) {
    problems.must(pattern.length <= LONGEST_PATTERN && isPattern(pattern), `codebase.${what}`, `${wanted}, of at most ${LONGEST_PATTERN} characters`, pattern);
  }
}

/** Git names files from the root, without a slash before, and never a folder by itself. */
function isPath(pattern: string): boolean {
  return /^[^/].*$/.test(pattern) && !pattern.endsWith('/') && !pattern.split('/').some((one) => one === '.' || one === '..');
}

/** Git takes no white space in the name of a tag; CodePipeline compares the name, not the whole reference. */
function isTag(pattern: string): boolean {
  return /^\S+$/.test(pattern) && !pattern.startsWith('refs/');
}
