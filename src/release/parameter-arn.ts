import { Stack } from 'aws-cdk-lib';

/** The ARN of an SSM parameter beside a stack, by its name, which may begin with a slash. */
export function parameterArn(stack: Stack, name: string): string {
  return stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.replace(/^\//, '') });
}
