import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { sorted } from './order';

/**
 * The ECS service as the one that may assume a role, for tasks of this account and region only.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function tasksPrincipal(scope: IConstruct): iam.IPrincipal {
  return new iam.ServicePrincipal('ecs-tasks.amazonaws.com', {
    conditions: {
      StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
      ArnLike: { 'aws:SourceArn': Stack.of(scope).formatArn({ service: 'ecs', resource: '*' }) },
    },
  });
}

/** A service that may assume a role only for resources of this account. */
export function servicePrincipal(service: string): iam.IPrincipal {
  return new iam.ServicePrincipal(service, { conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } } });
}

/**
 * The role of a build project that has a log group of its own. CDK always allows the project the group that CodeBuild would choose, too, and even
 * to create it; this role leaves that out.
 */
export class BuildRole extends iam.Role {
  constructor(scope: Construct, id: string, props: Pick<iam.RoleProps, 'roleName'> = {}) {
    super(scope, id, { ...props, assumedBy: servicePrincipal('codebuild.amazonaws.com') });
  }

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    const isDefaultLog = statement.actions.includes('logs:CreateLogGroup') && statement.resources.every((one) => one.includes(':log-group:/aws/codebuild/'));
    return isDefaultLog ? { statementAdded: false } : super.addToPrincipalPolicy(statement);
  }
}

/** The condition that who asks carries these tags. */
export function ofRolesTagged(tags: { [key: string]: string }): { StringEquals: { [key: string]: string } } {
  return { StringEquals: Object.fromEntries(Object.entries(sorted(tags)).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])) };
}

/** Lets a role hand over exactly these roles, to exactly this service. */
export function passRoles(roles: iam.IRole[], service: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['iam:PassRole'],
    resources: roles.map((role) => role.roleArn),
    conditions: { StringEquals: { 'iam:PassedToService': service } },
  });
}
