import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ReleaseLedger } from './release-ledger';

/**
 * The name of a role that another stack names before the role exists. It holds the region, because the names of roles are unique within an account,
 * and nothing of the construct's path, so that it stays the same where the construct moves. At its longest it has 64 characters, which is what IAM takes.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function roleNameOf(scope: IConstruct, ledger: ReleaseLedger, part: 'caller' | 'step'): string {
  return `${ledger.ledgerName.slice(1).replace('/', '-')}-${part}-${Stack.of(scope).region}`;
}
