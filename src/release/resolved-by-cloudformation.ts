import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { parameterArn } from './parameter-arn';
import { LookUps } from '../private/look-ups';
import { allowNow, WideStatement } from '../private/wide-statement';

/**
 * Allows exactly what CloudFormation resolves by itself when it updates a stack: zones, outputs of other stacks, parameters and dynamic references,
 * whoever has put them into the template. For exports, the page of `Fn::ImportValue` names no permission. Except for secrets, AWS does not say whether the
 * role of the update or its caller is asked, so that both are allowed.
 *
 * It is to be called while the CDK validates: only then references between stacks are known.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export function allowLookUps(grantee: iam.IGrantable, stack: Stack, { actions, stacks, roles, parameters }: LookUps): void {
  const isKnown = knownIn(grantee, stack);
  allowNow(grantee, [
    ...actions.length > 0 ? [new WideStatement('CloudFormation asks by these for Fn::GetAZs and for parameters of AWS\'s own types, whose values are known at deployment only', {
      actions: [...new Set(actions)].sort(), resources: ['*'],
    })] : [],
    ...statement('A role that the template names', 'sts:AssumeRole', roles.filter(isKnown).map(asText)),
    ...statement('The ARN of a stack ends in an id that it gets when it is created', 'cloudformation:DescribeStacks',
      stacks.filter(({ name }) => isKnown(name)).map(({ name, region }) => stack.formatArn({
        service: 'cloudformation', resource: 'stack', resourceName: `${asText(name)}/*`, region: region === undefined ? undefined : asText(region),
      }))),
    ...statement('A parameter that the template names', 'ssm:GetParameters', parameters.filter(isKnown).map((name) => parameterArn(stack, name))),
  ]);
}

/** Lets the role of the update read the secrets that the template refers to. The caller is not asked for them. */
export function allowSecrets(role: iam.IRole, stack: Stack, { secrets, secureParameters }: LookUps): void {
  allowNow(role, [
    ...statement('The ARN of a secret ends in six characters that it gets when it is created', 'secretsmanager:GetSecretValue',
      secrets.map((name) => (name.startsWith('arn:') ? name : stack.formatArn({ service: 'secretsmanager', resource: `secret:${name}-??????` })))),
    ...statement('A parameter that the template names', 'ssm:GetParameters', secureParameters.map((name) => parameterArn(stack, name))),
  ]);
}

function statement(reason: string, action: string, resources: string[]): iam.PolicyStatement[] {
  return resources.length > 0 ? [new WideStatement(reason, { actions: [action], resources: [...new Set(resources)].sort() })] : [];
}

/** A policy in another stack can hold only what is known at synthesis: a reference would tie the stacks together. */
function knownIn({ grantPrincipal }: iam.IGrantable, stack: Stack): (value: unknown) => boolean {
  const isSame = Construct.isConstruct(grantPrincipal) && Stack.of(grantPrincipal) === stack;
  return (value) => isSame || typeof value === 'string';
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : Token.asString(value);
}
