import { Annotations, CliCredentialsStackSynthesizer, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Warns where a deployment of the template names no role. CloudFormation then keeps the role that it used last for the stack, which after a release is
 * the release role, and that may not do what a deployment does.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 */
export function warnWithoutExecutionRole(scope: IConstruct): void {
  const { synthesizer, stackName } = Stack.of(scope);
  if (synthesizer instanceof CliCredentialsStackSynthesizer || synthesizer instanceof LegacyStackSynthesizer) {
    Annotations.of(scope).addWarningV2('cdk-twelve-factor-fargate:FargateEnvironment.noExecutionRole',
      `${synthesizer.constructor.name} gives stack ${stackName} no CloudFormation execution role: after the first release, CloudFormation would deploy it ` +
      'under the release role and be denied. Use DefaultStackSynthesizer, or deploy this stack with cdk deploy --role-arn <a role that may change all of it>');
  }
}
