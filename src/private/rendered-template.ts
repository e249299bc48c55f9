import { CfnElement, Stack } from 'aws-cdk-lib';

/** The largest template that CloudFormation takes, in bytes. */
const LARGEST = 1_048_576;

/** From so many resources on a template is measured: up to it, it cannot be that large. */
const MANY = 250;

/** A stack's template as it will be written, whoever has put something into it. References between stacks have to be resolved by then. */
export function renderedTemplate(stack: Stack): any {
  return stack.resolve(toCloudFormation(stack));
}

/** What the CDK writes of a stack or a resource, overrides included, before it is resolved. It is not part of the CDK's public API. */
export function toCloudFormation(element: Stack | CfnElement): object {
  return (element as unknown as { _toCloudFormation(): object })._toCloudFormation();
}

/**
 * Why CloudFormation would not take a template. The CDK checks the number of resources by itself.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export function tooLarge(stack: Stack, template: any): string[] {
  if (Object.keys(template.Resources ?? {}).length < MANY) {
    return [];
  }
  const { _suppressTemplateIndentation: dense } = stack as unknown as { _suppressTemplateIndentation: boolean };
  const bytes = Buffer.byteLength(JSON.stringify(template, undefined, dense ? 0 : 1));
  return bytes <= LARGEST ? [] : [
    `the template of stack ${stack.stackName} has ${bytes} bytes, and CloudFormation takes at most ${LARGEST}; ` +
    `${dense ? '' : 'set suppressTemplateIndentation of the stack to true, '}use fewer processes, admin tasks, backing services or variables, or make two apps of it`,
  ];
}
