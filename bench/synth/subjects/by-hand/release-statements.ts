import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { EnvironmentStack } from './environment-stack';
import { WebService } from './web-service';

/** What CloudFormation may do while it updates an environment during a release. */
export function updateStatements(stack: EnvironmentStack, { taskDefinition, service }: WebService): iam.PolicyStatement[] {
  const family = stack.formatArn({ service: 'ecs', resource: 'task-definition', resourceName: `${taskDefinition.family}:*` });
  const taskRoles = [taskDefinition.taskRole.roleArn, taskDefinition.executionRole!.roleArn];
  const deployments = stack.formatArn({ service: 'ecs', resource: 'service-deployment', resourceName: `${stack.cluster.clusterName}/${service.serviceName}/*` });
  const targets = stack.formatArn({ service: 'application-autoscaling', resource: 'scalable-target', resourceName: '*' });
  const scalingRole = stack.formatArn({
    service: 'iam',
    region: '',
    resource: 'role',
    resourceName: 'aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService',
  });
  return [
    new iam.PolicyStatement({ actions: ['ecs:RegisterTaskDefinition'], resources: [family] }),
    new iam.PolicyStatement({
      actions: ['ecs:TagResource'], resources: [family], conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
    }),
    new iam.PolicyStatement({ actions: ['ecs:DeregisterTaskDefinition', 'ecs:DescribeTaskDefinition'], resources: ['*'] }),
    new iam.PolicyStatement({ actions: ['iam:GetRole'], resources: taskRoles }),
    passRoles(taskRoles, 'ecs-tasks.amazonaws.com'),
    new iam.PolicyStatement({
      actions: ['ecs:UpdateService', 'ecs:DescribeServices', 'ecs:ListServiceDeployments', 'ecs:ListTagsForResource'], resources: [service.serviceArn],
    }),
    new iam.PolicyStatement({ actions: ['ecs:DescribeServiceDeployments', 'ecs:StopServiceDeployment'], resources: [service.serviceArn, deployments] }),
    new iam.PolicyStatement({
      actions: ['application-autoscaling:RegisterScalableTarget'],
      resources: [targets],
      conditions: {
        StringEquals: {
          'application-autoscaling:service-namespace': 'ecs',
          'application-autoscaling:scalable-dimension': 'ecs:service:DesiredCount',
        },
      },
    }),
    new iam.PolicyStatement({ actions: ['application-autoscaling:ListTagsForResource'], resources: [targets] }),
    new iam.PolicyStatement({
      actions: ['application-autoscaling:DescribeScalableTargets', 'application-autoscaling:DescribeScheduledActions'], resources: ['*'],
    }),
    passRoles([scalingRole], ['application-autoscaling.amazonaws.com', 'ecs.application-autoscaling.amazonaws.com']),
    new iam.PolicyStatement({ actions: ['ssm:GetParameters'], resources: parametersRead(stack) }),
  ];
}

/** What the release script may do in an environment. */
export function releaseStatements(stack: EnvironmentStack): iam.PolicyStatement[] {
  const ledger = `${stack.props.appName}/${stack.props.environment.name}`;
  const entries = parameterArn(stack, `${ledger}/releases/*`);
  const stackArn = stack.formatArn({ service: 'cloudformation', resource: 'stack', resourceName: `${stack.stackName}/*` });
  const inCluster = (resource: string) => stack.formatArn({ service: 'ecs', resource, resourceName: `${stack.cluster.clusterName}/*` });
  const cluster = { ArnEquals: { 'ecs:cluster': stack.cluster.clusterArn } };
  return [
    new iam.PolicyStatement({ actions: ['ssm:PutParameter', 'ssm:GetParameterHistory'], resources: [parameterArn(stack, `${ledger}/release`), entries] }),
    new iam.PolicyStatement({ actions: ['ssm:DeleteParameter'], resources: [entries] }),
    new iam.PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources: [parameterArn(stack, `${ledger}/releases`), entries] }),
    new iam.PolicyStatement({ actions: ['ssm:GetParameters'], resources: parametersRead(stack) }),
    new iam.PolicyStatement({
      actions: ['cloudformation:UpdateStack'],
      resources: [stackArn],
      conditions: { StringEquals: { 'cloudformation:RoleArn': stack.releaseRole.roleArn } },
    }),
    new iam.PolicyStatement({ actions: ['cloudformation:CancelUpdateStack'], resources: [stackArn] }),
    new iam.PolicyStatement({ actions: ['cloudformation:DescribeStacks', 'cloudformation:DescribeStackEvents'], resources: [stackArn] }),
    passRoles([stack.releaseRole.roleArn], 'cloudformation.amazonaws.com'),
    new iam.PolicyStatement({ actions: ['ecs:DescribeServices'], resources: [inCluster('service')] }),
    new iam.PolicyStatement({ actions: ['ecs:ListTasks'], resources: ['*'], conditions: cluster }),
    new iam.PolicyStatement({ actions: ['ecs:DescribeTasks'], resources: [inCluster('task')], conditions: cluster }),
    new iam.PolicyStatement({ actions: ['elasticloadbalancing:DescribeTargetHealth'], resources: ['*'] }),
    new iam.PolicyStatement({ actions: ['ecr:BatchGetImage', 'ecr:ListImages', 'ecr:PutImage'], resources: [stack.images.repositoryArn] }),
  ];
}

function parametersRead(stack: EnvironmentStack): string[] {
  const ledger = `${stack.props.appName}/${stack.props.environment.name}`;
  return [`${ledger}/release`, `${ledger}/releases/*`, 'cdk-bootstrap/hnb659fds/version'].map((name) => parameterArn(stack, name));
}

function parameterArn(stack: Stack, resourceName: string): string {
  return stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName });
}

function passRoles(resources: string[], service: string | string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['iam:PassRole'], resources, conditions: { StringEquals: { 'iam:PassedToService': service } } });
}
