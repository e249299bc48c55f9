import { Token } from 'aws-cdk-lib';
import { Problems } from '../private/problems';

/** The branch that is released when none is said. */
export const DEFAULT_BRANCH = 'main';

/**
 * Notes a mistake when this cannot be one branch.
 *
 * @see https://git-scm.com/docs/git-check-ref-format
 */
export function checkBranch(problems: Problems, branch: string): void {
  problems.must(Token.isUnresolved(branch) || isBranch(branch), 'codebase.branch', ONE_BRANCH, branch);
}

/** What a branch has to be, in words. */
export const ONE_BRANCH = 'the name of one branch, such as "main"';

/** Less than git takes: what CodePipeline's event patterns and a shell take as it is, too. */
export function isBranch(text: string): boolean {
  return /^\w[\w./-]*$/.test(text) && !/\.\.|\/\/|\/\.|[./]$|\.lock$/.test(text);
}
