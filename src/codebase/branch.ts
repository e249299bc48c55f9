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
  // Less than git takes: what CodePipeline's event patterns and a shell take as it is, too.
  problems.must(Token.isUnresolved(branch) || /^\w[\w./-]*$/.test(branch) && !/\.\.|\/\/|\/\.|[./]$|\.lock$/.test(branch),
    'codebase.branch', 'the name of one branch, such as "main"', branch);
}
