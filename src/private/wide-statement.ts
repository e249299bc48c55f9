import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { acknowledge } from './acknowledge';

/** A statement that reaches more than the one resource it is about, and why it cannot be narrower. */
export class WideStatement extends iam.PolicyStatement {
  constructor(public readonly reason: string, props: iam.PolicyStatementProps) {
    super(props);
  }
}

/** Adds statements to whom they are for, and acknowledges those that are wide. */
export function allow(grantee: iam.IGrantable, ...statements: iam.PolicyStatement[]): void {
  add(grantee, statements, acknowledgeWide);
}

/** The same while the CDK validates. */
export function allowNow(grantee: iam.IGrantable, statements: iam.PolicyStatement[]): void {
  add(grantee, statements, acknowledgeWideNow);
}

function add({ grantPrincipal: principal }: iam.IGrantable, statements: iam.PolicyStatement[], acknowledgeIn: typeof acknowledgeWide): void {
  statements.forEach((statement) => principal.addToPrincipalPolicy(statement));
  if (Construct.isConstruct(principal)) {
    acknowledgeIn(principal, statements);
  }
}

/**
 * Acknowledges the wide ones of a role's or policy's statements. cdk-nag has a rule that names what it finds after the ARN as the template has it,
 * which is known only once the references between stacks are: that is when the CDK validates.
 */
export function acknowledgeWide(construct: IConstruct, statements: iam.PolicyStatement[]): void {
  construct.node.addValidation({
    validate: () => {
      acknowledgeWideNow(construct, statements);
      return [];
    },
  });
}

/** The same while the CDK validates. */
function acknowledgeWideNow(construct: IConstruct, statements: iam.PolicyStatement[]): void {
  for (const { reason, resources } of statements.filter((one): one is WideStatement => one instanceof WideStatement)) {
    const arns: unknown[] = Stack.of(construct).resolve(resources);
    acknowledge(construct, reason, ...arns.map(flatten).filter((arn) => arn.includes('*')).map((arn) => `AwsSolutions-IAM5[Resource::${arn}]`));
  }
}

/** An ARN as cdk-nag writes it: references in angle brackets. */
function flatten(part: any): string {
  if (typeof part === 'string') {
    return part;
  }
  const [[name, argument] = []] = Object.entries<any>(part);
  switch (name) {
    case 'Ref': return `<${argument}>`;
    case 'Fn::GetAtt': return `<${argument.join('.')}>`;
    case 'Fn::Join': return [argument[1]].flat().map(flatten).join(argument[0]);
    case 'Fn::ImportValue': return flatten(argument);
    default: return JSON.stringify(part);
  }
}
