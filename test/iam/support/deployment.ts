import { App, CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { DeployedStack, OtherStacks } from './deployed-stack';
import { list } from '../../support/synthesis';

/** A role as IAM sees it. */
export interface DeployedRole {
  readonly path: string;
  readonly arn: string;
  readonly trust: any;
  readonly statements: any[];
}

/** All stacks of an app, as they would stand in the account. */
export class Deployment implements OtherStacks {
  /** All roles of the app. */
  public readonly roles: DeployedRole[];

  private readonly stacks: Map<string, DeployedStack>;

  constructor(private readonly app: App) {
    const artifacts = app.synth().stacksRecursively;
    this.stacks = new Map(artifacts.map(({ stackName, template }) => [stackName, new DeployedStack(stackName, template, this)]));
    this.roles = app.node.findAll().filter((one): one is iam.CfnRole => one instanceof iam.CfnRole).map((one) => this.deployedRole(one));
  }

  /** The value that a token of this construct has in the end. */
  public valueOf<T extends IConstruct>(construct: T, token: (construct: T) => string): string {
    const stack = Stack.of(construct);
    return this.stack(stack).valueOf(stack.resolve(token(construct)));
  }

  /** What `Ref` (the default) or an attribute of the resource of a construct is. */
  public attribute(path: string, attribute = 'Ref'): string {
    const construct = this.app.node.findAll().find((one) => one.node.path === path);
    const resource = construct && CfnResource.isCfnResource(construct) ? construct : construct?.node.defaultChild as CfnResource | undefined;
    if (!resource) {
      throw new Error(`there is no resource at ${path}`);
    }
    const stack = Stack.of(resource);
    const logicalId = stack.resolve(resource.logicalId);
    return this.stack(stack).valueOf(attribute === 'Ref' ? { Ref: logicalId } : { 'Fn::GetAtt': [logicalId, attribute] });
  }

  /** The properties of the resource of a construct. */
  public properties(path: string): { [name: string]: any } {
    const resource = this.app.node.findAll().find((one) => one.node.path === path)!.node.defaultChild as CfnResource;
    return this.stack(Stack.of(resource)).resource(Stack.of(resource).resolve(resource.logicalId)).properties;
  }

  /** The role at a path. */
  public role(path: string): DeployedRole {
    const found = this.roles.find((role) => role.path === path);
    if (!found) {
      throw new Error(`there is no role ${path}; there is\n${this.roles.map((role) => role.path).join('\n')}`);
    }
    return found;
  }

  public exported(name: string): string {
    return [...this.stacks.values()].map((stack) => stack.exported(name)).find((value) => value !== undefined);
  }

  public output(stackName: string, outputName: string): string {
    return this.stacks.get(stackName)!.output(outputName);
  }

  private deployedRole(role: iam.CfnRole): DeployedRole {
    const stack = Stack.of(role);
    const { properties, logicalId } = this.stack(stack).resource(stack.resolve(role.logicalId));
    const name = this.stack(stack).valueOf({ Ref: logicalId });
    const documents = [
      ...list<any>(properties.Policies).map((policy) => policy.PolicyDocument),
      ...[...this.stacks.values()].flatMap((each) => [...each.resources('AWS::IAM::Policy'), ...each.resources('AWS::IAM::ManagedPolicy')])
        .filter((policy) => list(policy.properties.Roles).includes(name)).map((policy) => policy.properties.PolicyDocument),
      ...list<string>(properties.ManagedPolicyArns).map(managedPolicy),
    ];
    return {
      path: role.node.scope!.node.path,
      arn: this.stack(stack).valueOf({ 'Fn::GetAtt': [logicalId, 'Arn'] }),
      trust: properties.AssumeRolePolicyDocument,
      statements: documents.flatMap((document) => document.Statement),
    };
  }

  private stack(stack: Stack): DeployedStack {
    return this.stacks.get(stack.stackName)!;
  }
}

/** What AWS's own policies say, as far as roles here have them. */
function managedPolicy(arn: string): any {
  if (arn.endsWith('/service-role/AWSLambdaBasicExecutionRole')) {
    return { Statement: [{ Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' }] };
  }
  throw new Error(`a role has the managed policy ${arn}: say in ${__filename} what it allows, or better, do without it`);
}
