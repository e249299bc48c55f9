import { Token } from 'aws-cdk-lib';
import { Problems } from '../private/problems';

/** The branch that is released when none is said. */
export const DEFAULT_BRANCH = 'main';

/** Notes a mistake when this cannot be one branch. */
export function checkBranch(problems: Problems, branch: string): void {
  problems.unless(Token.isUnresolved(branch) || /^[\w][\w./-]*$/.test(branch),
    `codebase.branch is "${branch}"; give the name of one branch, such as "main"`);
}
