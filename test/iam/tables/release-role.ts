import { APP_TASKS } from './task-roles';
import { anyUseOf } from './trust';
import { eachEnvironment, Names } from '../support/guestbook';
import { ACCOUNT, arn, REGION } from '../support/physical';
import { RoleTable, Row } from '../support/role-table';
import { Context } from '../support/simulator';

const TASKS = APP_TASKS.map(([task]) => task);
const SCALED = {
  'application-autoscaling:service-namespace': 'ecs',
  'application-autoscaling:scalable-dimension': 'ecs:service:DesiredCount',
};
const SCALABLE_TARGET = arn('application-autoscaling', 'scalable-target/0ec5a1b2c3d4');
const SCALING_ROLE = arn('iam', 'role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService', '');

/** The role that CloudFormation updates an environment under during a release. */
export const releaseRoles = eachEnvironment<RoleTable>((here, there) => ({
  path: `${here.path}/ReleaseRole/Role`,
  trusts: anyUseOf('cloudformation'),
  may: [
    ...TASKS.map((task): Row => [`register its ${task}`, 'ecs:RegisterTaskDefinition', here.taskDefinition(task)]),
    ...TASKS.map((task): Row => [
      `tag its ${task} as it registers it`, 'ecs:TagResource', here.taskDefinition(task), { 'ecs:CreateAction': 'RegisterTaskDefinition' },
    ]),
    ['look at task definitions', 'ecs:DescribeTaskDefinition', '*'],
    ['retire task definitions', 'ecs:DeregisterTaskDefinition', '*'],
    ...taskRoles(here).flatMap(([name, role]): Row[] => [
      [`look at the role of ${name}`, 'iam:GetRole', role],
      [`pass the role of ${name} to tasks`, 'iam:PassRole', role, { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }],
    ]),
    ...['web', 'worker'].flatMap((process): Row[] => [
      ...['ecs:UpdateService', 'ecs:DescribeServices', 'ecs:ListServiceDeployments', 'ecs:ListTagsForResource']
        .map((action): Row => [`update its ${process}`, action, here.service(process)]),
      // Both actions are asked for the deployment and for its service.
      ...['ecs:DescribeServiceDeployments', 'ecs:StopServiceDeployment'].flatMap((action): Row[] => [
        [`follow deployments of its ${process}`, action, here.serviceDeployment(process)],
        [`follow deployments of its ${process}`, action, here.service(process)],
      ]),
    ]),
    ...['web', 'worker'].map((process): Row => [`update its ${process} as its template says`, 'ecs:UpdateService', here.service(process), here.update(process)]),
    ['register a task of its size', 'ecs:RegisterTaskDefinition', here.taskDefinition('web'), { 'ecs:task-cpu': '256', 'ecs:task-memory': '512' }],
    ['set how many run', 'application-autoscaling:RegisterScalableTarget', SCALABLE_TARGET, { ...SCALED, ...here.tags }],
    ['look at how many run', 'application-autoscaling:DescribeScalableTargets', '*'],
    ['look at how many run at which time', 'application-autoscaling:DescribeScheduledActions', '*'],
    ['read the tags of a scalable target', 'application-autoscaling:ListTagsForResource', SCALABLE_TARGET, here.tags],
    ...['application-autoscaling', 'ecs.application-autoscaling'].map((service): Row => [
      `pass the service's own role to ${service}`, 'iam:PassRole', SCALING_ROLE, { 'iam:PassedToService': `${service}.amazonaws.com` },
    ]),
    ['look at its schedule', 'scheduler:GetSchedule', here.schedule('backup')],
    ['update its schedule', 'scheduler:UpdateSchedule', here.schedule('backup')],
    ['pass the role of its schedule', 'iam:PassRole', here.role('AdminTasks/backup/Run/Role'), { 'iam:PassedToService': 'scheduler.amazonaws.com' }],
    ['read the current entry', 'ssm:GetParameters', here.parameter('release')],
    ['read an entry', 'ssm:GetParameters', here.parameter('releases/12')],
    ['read the version of CDK\'s bootstrap stack', 'ssm:GetParameters', arn('ssm', 'parameter/cdk-bootstrap/hnb659fds/version')],
  ],
  mayNot: [
    ...hostile(here, there),
    ['register a task of another environment', 'ecs:RegisterTaskDefinition', there.taskDefinition('web')],
    ['register another family', 'ecs:RegisterTaskDefinition', arn('ecs', 'task-definition/Guestbook-admin:1')],
    ['tag what it does not register', 'ecs:TagResource', here.taskDefinition('web')],
    ['run a task', 'ecs:RunTask', here.taskDefinition('web'), here.inCluster],
    ['update a service of another environment', 'ecs:UpdateService', there.service('web')],
    ['update another service of its cluster', 'ecs:UpdateService', arn('ecs', `service/${here.clusterName}/another`)],
    ['create a service', 'ecs:CreateService', arn('ecs', `service/${here.clusterName}/another`)],
    ['delete a service', 'ecs:DeleteService', here.service('web')],
    ['stop a deployment of another environment', 'ecs:StopServiceDeployment', there.serviceDeployment('web')],
    ['delete the cluster', 'ecs:DeleteCluster', here.cluster],
    ['scale a table', 'application-autoscaling:RegisterScalableTarget', SCALABLE_TARGET, {
      'application-autoscaling:service-namespace': 'dynamodb', 'application-autoscaling:scalable-dimension': 'dynamodb:table:WriteCapacityUnits',
    }],
    ['take a scalable target away', 'application-autoscaling:DeregisterScalableTarget', SCALABLE_TARGET],
    ['update another environment\'s schedule', 'scheduler:UpdateSchedule', there.schedule('backup')],
    ['update another schedule of its group', 'scheduler:UpdateSchedule', here.schedule('backup').replace(/[^/]+$/, 'another')],
    ['create a schedule', 'scheduler:CreateSchedule', here.schedule('backup')],
    ...taskRoles(there).map(([name, role]): Row => [
      `pass another environment's role of ${name}`, 'iam:PassRole', role, { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
    ]),
    ['pass a role of somebody else', 'iam:PassRole', arn('iam', 'role/Administrator', ''), { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }],
    ['pass itself', 'iam:PassRole', here.releaseRole, { 'iam:PassedToService': 'cloudformation.amazonaws.com' }],
    ...['lambda', 'ec2', 'scheduler', 'cloudformation'].map((service): Row => [
      `pass a task's role to ${service}`, 'iam:PassRole', here.role('Processes/web/Task/TaskRole'), { 'iam:PassedToService': `${service}.amazonaws.com` },
    ]),
    ['pass the schedule\'s role to tasks', 'iam:PassRole', here.role('AdminTasks/backup/Run/Role'), { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }],
    ...['CreateRole', 'DeleteRole', 'PutRolePolicy', 'AttachRolePolicy', 'UpdateAssumeRolePolicy', 'DeleteRolePolicy'].map((action): Row => [
      `${action} on its own tasks' roles`, `iam:${action}`, here.role('Processes/web/Task/TaskRole'),
    ]),
    ['widen itself', 'iam:PutRolePolicy', here.releaseRole],
    ['create a policy', 'iam:CreatePolicy', arn('iam', 'policy/another', '')],
    ['become a role', 'sts:AssumeRole', here.role('Processes/web/Task/TaskRole')],
    ['read another environment\'s current entry', 'ssm:GetParameters', there.parameter('release')],
    ['read another environment\'s entries', 'ssm:GetParameters', there.parameter('releases/12')],
    ['write the ledger', 'ssm:PutParameter', here.parameter('release')],
    ['read a secret', 'secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:guestbook-AbCdEf')],
    ['read the app\'s files', 's3:GetObject', 'arn:aws:s3:::guestbook-uploads/file'],
    ['create a bucket', 's3:CreateBucket', 'arn:aws:s3:::another'],
    ['read the app\'s data', 'dynamodb:GetItem', arn('dynamodb', 'table/Guestbook-Staging')],
    ['delete a table', 'dynamodb:DeleteTable', arn('dynamodb', 'table/Guestbook-Staging')],
    ['create a function', 'lambda:CreateFunction', arn('lambda', 'function:another')],
    ['open a security group', 'ec2:AuthorizeSecurityGroupIngress', arn('ec2', 'security-group/sg-0123')],
    ['change the load balancer', 'elasticloadbalancing:ModifyListener', `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:listener/app/one/0123/4567`],
    ['change the config', 'appconfig:StartDeployment', arn('appconfig', 'application/0123abc/environment/0123abc')],
    ['push an image', 'ecr:PutImage', arn('ecr', 'repository/guestbook')],
    ['update a stack', 'cloudformation:UpdateStack', here.stack],
  ],
  byDesign: byDesign(here),
}));

/** What a caller with a template of its own would ask for, and IAM refuses. */
function hostile(here: Names, there: Names): Row[] {
  const scale = 'application-autoscaling:RegisterScalableTarget';
  const update = (what: string, context: Context): Row => [`A2: ${what}`, 'ecs:UpdateService', here.service('web'), { ...here.update('web'), ...context }];
  return [
    ['A1: scale a service of another environment', scale, SCALABLE_TARGET, { ...SCALED, ...there.tags }],
    ['A1: scale a service of another app', scale, SCALABLE_TARGET, { ...SCALED, ...here.tags, 'aws:ResourceTag/app': 'Another' }],
    ['A1: scale what is no ECS service', scale, SCALABLE_TARGET, { ...here.tags, 'application-autoscaling:service-namespace': 'ecs', 'application-autoscaling:scalable-dimension': 'ecs:service:Another' }],
    ['A1: tag a scalable target as its own', 'application-autoscaling:TagResource', SCALABLE_TARGET],
    ['A1: pass Application Auto Scaling\'s own look at another environment\'s service', 'ecs:UpdateService', there.service('web')],
    ['A1: pass its look at the service of another app', 'ecs:UpdateService', arn('ecs', 'service/another/another')],
    ['A1: read the tags of another environment\'s target', 'application-autoscaling:ListTagsForResource', SCALABLE_TARGET, there.tags],
    ['A1: set a scaling policy', 'application-autoscaling:PutScalingPolicy', SCALABLE_TARGET],
    ['A1: scale at a set time', 'application-autoscaling:PutScheduledAction', SCALABLE_TARGET],
    update('move a service to subnets of another environment', { 'ecs:subnet': there.subnets }),
    update('move a service to one more subnet', { 'ecs:subnet': [...here.subnets, 'subnet-0123'] }),
    update('give tasks public addresses', { 'ecs:auto-assign-public-ip': 'true' }),
    update('turn ECS Exec on', { 'ecs:enable-execute-command': 'true' }),
    update('answer under a name of another environment, by Service Connect', { 'ecs:enable-service-connect': 'true' }),
    update('take traffic by VPC Lattice', { 'ecs:enable-vpc-lattice': 'true' }),
    update('attach volumes', { 'ecs:enable-ebs-volumes': 'true' }),
    update('run a task of another environment in its service', { 'ecs:task-definition': there.taskDefinition('web') }),
    update('run a task of another app in its service', { 'ecs:task-definition': arn('ecs', 'task-definition/Another-production-web:1') }),
    update('run an admin task in its service', { 'ecs:task-definition': here.taskDefinition('backup') }),
    ['A2: register a task of 16 vCPU', 'ecs:RegisterTaskDefinition', here.taskDefinition('web'), { 'ecs:task-cpu': '16384', 'ecs:task-memory': '512' }],
    ['A2: register a task of 120 GB', 'ecs:RegisterTaskDefinition', here.taskDefinition('web'), { 'ecs:task-cpu': '256', 'ecs:task-memory': '122880' }],
    ['A2: call a macro or a custom resource', 'lambda:InvokeFunction', arn('lambda', 'function:another')],
    ['A2: read another parameter by a reference', 'ssm:GetParameters', arn('ssm', 'parameter/another')],
    ['A2: read a parameter\'s history', 'ssm:GetParameterHistory', here.parameter('release')],
    ['A2: create a service beside its own', 'ecs:CreateService', arn('ecs', `service/${here.clusterName}/another`), here.inCluster],
    ['A2: open a shell in a task', 'ecs:ExecuteCommand', here.task, here.inCluster],
    ['A2: create a scheduled rule', 'events:PutRule', arn('events', 'rule/another')],
    ['A2: send traffic elsewhere', 'elasticloadbalancing:ModifyRule', `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:listener-rule/app/one/0123/4567/89ab`],
    ['A2: register a target by itself', 'elasticloadbalancing:RegisterTargets', arn('elasticloadbalancing', 'targetgroup/one/0123456789abcdef')],
    ['A2: let a container of its own pull another image', 'ecr:SetRepositoryPolicy', arn('ecr', 'repository/guestbook')],
  ];
}

/** What such a caller gets all the same: docs/security.md and docs/releases.md say so. */
function byDesign(here: Names): Row[] {
  return [
    ['A1: scale a target that has no tags, or is none yet, which Application Auto Scaling looks at', 'application-autoscaling:RegisterScalableTarget', SCALABLE_TARGET, SCALED],
    ['A2: register any image, command and variables: no key', 'ecs:RegisterTaskDefinition', here.taskDefinition('web'), { 'ecs:task-cpu': '256', 'ecs:task-memory': '512' }],
    ['A2: give one task the role of another: no key', 'iam:PassRole', here.role('AdminTasks/backup/TaskRole'), { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }],
    ['A2: set security groups and target groups of a service: no key', 'ecs:UpdateService', here.service('web'), here.update('web')],
    ['A2: run one process\'s task in another\'s service', 'ecs:UpdateService', here.service('web'), { ...here.update('web'), 'ecs:task-definition': here.taskDefinition('web').replace(/7$/, '6') }],
    ['A2: set as many copies of its own as it likes: no key', 'application-autoscaling:RegisterScalableTarget', SCALABLE_TARGET, { ...SCALED, ...here.tags }],
    ['A2: change what its schedule runs, and where: no key', 'scheduler:UpdateSchedule', here.schedule('backup')],
    ['closed: retire a task definition of anybody\'s, which only a template that holds it makes CloudFormation do', 'ecs:DeregisterTaskDefinition', '*'],
  ];
}

/** The roles of all that runs. */
function taskRoles(environment: Names): [string, string][] {
  return APP_TASKS.flatMap(([task, path]): [string, string][] => [
    [task, environment.role(`${path}/TaskRole`)],
    [`${task} as it starts`, environment.role(`${path}/ExecutionRole`)],
  ]);
}
