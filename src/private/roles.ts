import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';

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

/** Lets a role hand over exactly these roles, to exactly this service. */
export function passRoles(roles: iam.IRole[], service: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['iam:PassRole'],
    resources: roles.map((role) => role.roleArn),
    conditions: { StringEquals: { 'iam:PassedToService': service } },
  });
}
