import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** Those of cdk-nag's packs that hold rules of AWS Config, each under the same name. */
const PACKS_OF_CONFIG_RULES = ['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321'];

/**
 * Tells whoever has AWS's rule packs judge an app why something here is as it is, for a construct and all that it holds. A rule is named as its pack
 * names it: `AwsSolutions-S1`, `s3_bucket_logging_enabled_check` of Control Tower's, or `S3BucketLoggingEnabled` where NIST's, HIPAA's and PCI DSS's
 * packs take it from AWS Config. Without a pack nothing comes of it.
 */
export function acknowledge(construct: IConstruct, reason: string, ...rules: string[]): void {
  // What Validations.acknowledge() writes, less the stack trace that it takes for every rule: together those would be felt.
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, Object.fromEntries(rules.flatMap(idsOf).map((id) => [id, reason])));
}

/** A policy in line with its role is the CDK's way, and ours. */
export function acknowledgeInlinePolicies(construct: IConstruct): void {
  acknowledge(construct, 'A policy in line is of one role and goes with it; a managed one could be attached to others', 'IAMNoInlinePolicy');
}

function idsOf(rule: string): string[] {
  if (rule.includes('-')) {
    return [rule];
  }
  return rule.endsWith('_check') ? [`cdk-validator-cfnguard::${rule}`] : PACKS_OF_CONFIG_RULES.map((pack) => `${pack}-${rule}`);
}
