import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Problems } from './problems';
import { WideStatement } from './wide-statement';

/** What S3 asks of whoever reads objects under a key, and of whoever writes them. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html */
export const READ_OBJECTS = ['kms:Decrypt'];
export const WRITE_OBJECTS = ['kms:GenerateDataKey'];

/**
 * Lets somebody use the key of something that was handed in, if it has one. Not with the CDK's own grants: they name every key when this one is in
 * another account or region. The key's policy has to leave the decision to IAM, as that of every key does which the CDK or the console creates.
 */
export function grantKey(grantee: iam.IGrantable, key: kms.IKey | undefined, actions: string[], conditions?: { [operator: string]: any }): void {
  if (key) {
    iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [(targetOf(key) ?? key).keyArn], conditions });
  }
}

/**
 * Lets a role call KMS with a key, or with the alias that it is known by. The caller must name that alias.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export function withSigningKey(key: kms.IKey, actions: string[]): iam.PolicyStatement {
  if (!('aliasName' in key)) {
    return new iam.PolicyStatement({ actions, resources: [key.keyArn] });
  }
  const { account, region } = key.env;
  return new WideStatement('The key behind one alias, which a policy names as a condition and not as a resource (kms:RequestAlias)', {
    actions,
    resources: [Stack.of(key).formatArn({ service: 'kms', resource: 'key', resourceName: '*', account, region })],
    conditions: { StringEquals: { 'kms:RequestAlias': (key as kms.IAlias).aliasName } },
  });
}

/**
 * In the policy of a key: no role may let others use it, but services for what they do themselves. AWS's control CT.KMS.PR.3 asks for it.
 *
 * @see https://docs.aws.amazon.com/controltower/latest/controlreference/kms-rules.html
 */
export function onlyServicesPassOn(sid?: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid,
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['kms:CreateGrant'],
    resources: ['*'], // in the policy of a key: the key itself
    conditions: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
  });
}

/** Notes a mistake when a key is known by the name of an alias only: a permission names a key. */
export function checkKey(problems: Problems, what: string, key: kms.IKey | undefined): void {
  problems.unless(!key || targetOf(key) !== undefined,
    `${what} has the key ${key?.node.path}, which is an alias known by its name, and permissions do not reach through that; import the key itself, ` +
    'with Key.fromKeyArn() or Key.fromLookup()');
}

/** The key itself; undefined behind an alias that is known by its name only. */
function targetOf(key: kms.IKey): kms.IKey | undefined {
  try {
    return 'aliasTargetKey' in key ? (key as kms.IAlias).aliasTargetKey : key;
  } catch {
    return undefined;
  }
}
