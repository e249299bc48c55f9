import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWide, WideStatement } from './wide-statement';

/**
 * What a policy may hold, less a margin for what is only estimated: 10,240 characters for all inline policies of a role, 6,144 for a managed one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const INLINE = 8_500;
const MANAGED = 5_600;

/** The longest that CloudFormation's pseudo parameters can be. */
const PSEUDO: { [name: string]: number } = { 'AWS::Partition': 10, 'AWS::Region': 14, 'AWS::AccountId': 12 };
const LONGEST_ROLE_NAME = 64;

/** How long one operator of a condition is, six subnets or some keys and words; what sixteen subnets are more, which a service may have, is in the margin. */
const LATER = 200;

/**
 * Attaches statements to a role: in line while they fit, otherwise in as many managed policies as they need. The CDK splits a role's policies too, but
 * never a single statement, and takes every name that is not known yet to be equally long.
 */
export function attachSized(scope: Construct, role: iam.Role, statements: iam.PolicyStatement[]): void {
  const stack = Stack.of(scope);
  if (total(stack, statements) <= INLINE) {
    const policy = new iam.Policy(scope, 'Policy', { statements });
    policy.attachToRole(role);
    acknowledgeWide(policy, statements);
    return;
  }
  packed(stack, statements.flatMap((one) => split(stack, one))).forEach((each, index) => {
    const policy = new iam.ManagedPolicy(scope, `Policy${index + 1}`, { statements: each, roles: [role] });
    acknowledgeWide(policy, each);
  });
}

/** As few policies as the statements fit into in their order. */
function packed(stack: Stack, statements: iam.PolicyStatement[]): iam.PolicyStatement[][] {
  const policies: iam.PolicyStatement[][] = [];
  for (const statement of [...statements].sort((one, other) => sizeOf(stack, other) - sizeOf(stack, one))) {
    const roomy = policies.find((each) => total(stack, [...each, statement]) <= MANAGED);
    if (roomy) {
      roomy.push(statement);
    } else {
      policies.push([statement]);
    }
  }
  return policies;
}

/** A statement in parts that fit a managed policy, each with some of the resources. */
function split(stack: Stack, statement: iam.PolicyStatement): iam.PolicyStatement[] {
  const parts: string[][] = [[]];
  for (const resource of statement.resources) {
    const part = parts.at(-1)!;
    if (part.length > 0 && sizeOf(stack, withResources(statement, [...part, resource])) > MANAGED) {
      parts.push([resource]);
    } else {
      part.push(resource);
    }
  }
  return parts.length === 1 ? [statement] : parts.map((resources) => withResources(statement, resources));
}

function withResources(statement: iam.PolicyStatement, resources: string[]): iam.PolicyStatement {
  const props = { effect: statement.effect, actions: statement.actions, resources, conditions: statement.conditions };
  return statement instanceof WideStatement ? new WideStatement(statement.reason, props) : new iam.PolicyStatement(props);
}

function total(stack: Stack, statements: iam.PolicyStatement[]): number {
  return statements.reduce((sum, one) => sum + sizeOf(stack, one), 40);
}

/** How long a statement is at most, with the names that CloudFormation gives. */
function sizeOf(stack: Stack, statement: iam.PolicyStatement): number {
  const { resources, actions, conditions } = statement;
  const list = (values: string[]) => values.reduce((sum, one) => sum + 3 + lengthOf(stack, one), 0);
  return 60 + list(actions) + list(resources) + sizeOfConditions(stack, conditions);
}

/** Those that only the template will tell are not asked for here: a resource may still change. */
function sizeOfConditions(stack: Stack, part: any): number {
  if (typeof part === 'string') {
    return 3 + lengthOf(stack, part);
  }
  if (Token.isUnresolved(part)) {
    return LATER;
  }
  const inner = Array.isArray(part) ? part : Object.entries(part ?? {}).flat();
  return inner.reduce((sum: number, one) => sum + sizeOfConditions(stack, one), 3);
}

function lengthOf(stack: Stack, text: string): number {
  return Token.isUnresolved(text) ? lengthOfPart(stack, stack.resolve(text)) : text.length;
}

function lengthOfPart(stack: Stack, part: any): number {
  if (typeof part === 'string') {
    return part.length;
  }
  if (part['Fn::Join']) {
    return part['Fn::Join'][1].reduce((sum: number, one: any) => sum + lengthOfPart(stack, one), 0);
  }
  const [id, attribute] = [part.Ref ?? part['Fn::GetAtt']?.[0] ?? ''].concat(part['Fn::GetAtt']?.slice(1) ?? []);
  const name = stack.stackName.length + id.length + 14; // <stack>-<logical id>-<12 characters>
  return PSEUDO[id] ?? (attribute === 'Arn' ? Math.min(name, LONGEST_ROLE_NAME) + 36 : name);
}
