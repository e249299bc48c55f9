import { APP_TASKS } from './task-roles';
import { anyUseOf } from './trust';
import { eachEnvironment, Names } from '../support/guestbook';
import { ACCOUNT, arn, REGION } from '../support/physical';
import { RoleTable, Row } from '../support/role-table';

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
    ['set how many run', 'application-autoscaling:RegisterScalableTarget', SCALABLE_TARGET, SCALED],
    ['look at how many run', 'application-autoscaling:DescribeScalableTargets', '*'],
    ['look at how many run at which time', 'application-autoscaling:DescribeScheduledActions', '*'],
    ['read the tags of a scalable target', 'application-autoscaling:ListTagsForResource', SCALABLE_TARGET],
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
}));

/** The roles of all that runs. */
function taskRoles(environment: Names): [string, string][] {
  return APP_TASKS.flatMap(([task, path]): [string, string][] => [
    [task, environment.role(`${path}/TaskRole`)],
    [`${task} as it starts`, environment.role(`${path}/ExecutionRole`)],
  ]);
}
