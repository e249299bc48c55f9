import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { EnvironmentStack } from './environment-stack';
import { WebService } from './web-service';

const BOOTSTRAP_VERSION = 'cdk-bootstrap/hnb659fds/version';

/** What CloudFormation may do while it updates an environment during a release. */
export function updateStatements(stack: EnvironmentStack, { taskDefinition, service }: WebService): iam.PolicyStatement[] {
  const family = stack.formatArn({ service: 'ecs', resource: 'task-definition', resourceName: `${taskDefinition.family}:*` });
  const taskRoles = [taskDefinition.taskRole.roleArn, taskDefinition.executionRole!.roleArn];
  const serviceName = `${stack.cluster.clusterName}/${service.serviceName}`;
  const serviceArn = stack.formatArn({ service: 'ecs', resource: 'service', resourceName: serviceName });
  const deployments = stack.formatArn({ service: 'ecs', resource: 'service-deployment', resourceName: `${serviceName}/*` });
  const targets = stack.formatArn({ service: 'application-autoscaling', resource: 'scalable-target', resourceName: '*' });
  const scalingRole = stack.formatArn({
    service: 'iam',
    region: '',
    resource: 'role',
    resourceName: 'aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService',
  });
  const { appName, environment } = stack.props;
  const ownTargets = { StringEqualsIfExists: { 'aws:ResourceTag/app': [appName], 'aws:ResourceTag/environment': [environment.name] } };
  return [
    new iam.PolicyStatement({
      actions: ['ecs:RegisterTaskDefinition'],
      resources: [family],
      conditions: { NumericLessThanEqualsIfExists: { 'ecs:task-cpu': '256', 'ecs:task-memory': '512' } },
    }),
    new iam.PolicyStatement({
      actions: ['ecs:TagResource'], resources: [family], conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
    }),
    new iam.PolicyStatement({ actions: ['ecs:DeregisterTaskDefinition', 'ecs:DescribeTaskDefinition'], resources: ['*'] }),
    new iam.PolicyStatement({ actions: ['iam:GetRole'], resources: taskRoles }),
    passRoles(taskRoles, 'ecs-tasks.amazonaws.com'),
    new iam.PolicyStatement({
      actions: ['ecs:UpdateService', 'ecs:DescribeServices', 'ecs:ListServiceDeployments', 'ecs:ListTagsForResource'],
      resources: [serviceArn],
      conditions: {
        'ArnLikeIfExists': { 'ecs:task-definition': [family] },
        'ForAllValues:StringEquals': { 'ecs:subnet': stack.cluster.vpc.privateSubnets.map(({ subnetId }) => subnetId) },
        'StringEqualsIfExists': {
          'ecs:enable-execute-command': 'false', 'ecs:enable-service-connect': 'false', 'ecs:enable-vpc-lattice': 'false', 'ecs:enable-ebs-volumes': 'false',
        },
        'BoolIfExists': { 'ecs:auto-assign-public-ip': 'false' },
      },
    }),
    new iam.PolicyStatement({ actions: ['ecs:DescribeServiceDeployments', 'ecs:StopServiceDeployment'], resources: [serviceArn, deployments] }),
    new iam.PolicyStatement({
      actions: ['application-autoscaling:RegisterScalableTarget'],
      resources: [targets],
      conditions: {
        StringEquals: {
          'application-autoscaling:service-namespace': 'ecs',
          'application-autoscaling:scalable-dimension': 'ecs:service:DesiredCount',
        },
        ...ownTargets,
      },
    }),
    new iam.PolicyStatement({ actions: ['application-autoscaling:ListTagsForResource'], resources: [targets], conditions: ownTargets }),
    new iam.PolicyStatement({
      actions: ['application-autoscaling:DescribeScalableTargets', 'application-autoscaling:DescribeScheduledActions'], resources: ['*'],
    }),
    passRoles([scalingRole], ['application-autoscaling.amazonaws.com', 'ecs.application-autoscaling.amazonaws.com']),
  ];
}

/** What CloudFormation reads for the template: the release, and the version of CDK's bootstrap stack. */
export function readStatement(stack: EnvironmentStack): iam.PolicyStatement {
  const ledger = `${stack.props.appName}/${stack.props.environment.name}`;
  const names = [`${ledger}/release`, `${ledger}/releases/*`, BOOTSTRAP_VERSION];
  return new iam.PolicyStatement({ actions: ['ssm:GetParameters'], resources: names.map((name) => parameterArn(stack, name)) });
}

/** What the release script may do in an environment. */
export function releaseStatements(stack: EnvironmentStack): iam.PolicyStatement[] {
  const ledger = `${stack.props.appName}/${stack.props.environment.name}`;
  const current = parameterArn(stack, `${ledger}/release`);
  const entries = parameterArn(stack, `${ledger}/releases/*`);
  const stackArn = stack.formatArn({ service: 'cloudformation', resource: 'stack', resourceName: `${stack.stackName}/*` });
  const inCluster = (resource: string) => stack.formatArn({ service: 'ecs', resource, resourceName: `${stack.clusterName}/*` });
  const cluster = { ArnEquals: { 'ecs:cluster': stack.formatArn({ service: 'ecs', resource: 'cluster', resourceName: stack.clusterName }) } };
  return [
    new iam.PolicyStatement({ actions: ['ssm:PutParameter', 'ssm:GetParameterHistory', 'ssm:GetParameters'], resources: [current, entries] }),
    new iam.PolicyStatement({
      effect: iam.Effect.DENY, actions: ['ssm:PutParameter'], resources: [entries], conditions: { StringEquals: { 'ssm:Overwrite': 'true' } },
    }),
    new iam.PolicyStatement({ actions: ['ssm:DeleteParameter'], resources: [entries] }),
    new iam.PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources: [parameterArn(stack, `${ledger}/releases`), entries] }),
    new iam.PolicyStatement({
      actions: ['cloudformation:UpdateStack'],
      resources: [stackArn],
      conditions: { StringEquals: { 'cloudformation:RoleArn': stack.releaseRole.roleArn }, Null: { 'cloudformation:TemplateUrl': 'true' } },
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

/** What CloudFormation reads for the template, should it ask the caller. */
export function templateStatement(stack: EnvironmentStack): iam.PolicyStatement {
  const names = [`${stack.props.appName}/${stack.props.environment.name}/release`, BOOTSTRAP_VERSION];
  return new iam.PolicyStatement({ actions: ['ssm:GetParameters'], resources: names.map((name) => parameterArn(stack, name)) });
}

function parameterArn(stack: Stack, resourceName: string): string {
  return stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName });
}

function passRoles(resources: string[], service: string | string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['iam:PassRole'], resources, conditions: { StringEquals: { 'iam:PassedToService': service } } });
}
