import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/** The ARN of an SSM parameter beside a stack, by its name, which may begin with a slash. */
export function parameterArn(stack: Stack, name: string): string {
  return stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.replace(/^\//, '') });
}

/**
 * Denies the overwriting of a parameter, and leaves its creation: a request that creates says that it does not overwrite, or says nothing of it.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policy-conditions.html
 */
export function neverOverwrite(arn: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    effect: iam.Effect.DENY, actions: ['ssm:PutParameter'], resources: [arn], conditions: { StringEquals: { 'ssm:Overwrite': 'true' } },
  });
}
