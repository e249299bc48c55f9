import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { IReleaseTarget } from './release-target';
import { roleNameOf } from './role-names';

/**
 * Who releases to an environment that is in another account or region than the pipeline: a role that lives with the environment, and that only one
 * role of the pipeline's may assume. So the pipeline itself holds no right elsewhere.
 */
export function createReleaser(target: IReleaseTarget, pipelineRole: iam.Role): iam.Role {
  const releaser = new iam.Role(target as IReleaseTarget & Construct, 'Releaser', {
    roleName: roleNameOf(target, target.ledger, 'caller'),
    description: `Releases to ${target.environmentName}, for the pipeline`,
    // A condition and not the principal: the pipeline is deployed last, and a trust policy takes no role that does not exist.
    assumedBy: new iam.AccountPrincipal(Stack.of(pipelineRole).account)
      .withConditions({ ArnEquals: { 'aws:PrincipalArn': pipelineRole.roleArn } }),
  });
  pipelineRole.addToPolicy(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], resources: [releaser.roleArn] }));
  target.grantRelease(releaser);
  return releaser;
}

/**
 * What makes every call of the AWS CLI assume the releaser: a profile, and not credentials of one assumption, since those would end within the hour.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
 */
export function useReleaser(releaser: iam.IRole): string[] {
  return [
    `printf '[profile releaser]\\nrole_arn = %s\\nrole_session_name = release\\ncredential_source = EcsContainer\\n' '${releaser.roleArn}' > /tmp/aws-config`,
    'export AWS_CONFIG_FILE=/tmp/aws-config AWS_PROFILE=releaser',
  ];
}
