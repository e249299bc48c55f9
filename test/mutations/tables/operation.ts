import { allow, attribute, container, edit, forbid, remove, restate, set, setAll } from '../support/change';
import { Row } from '../support/mistake';
import { GUESTBOOK, JOBS } from '../support/places';

const { task, service, taskRole, executionPolicy, schedulePolicy, securityGroup, alarm, balancer } = GUESTBOOK;
const VPC = 'NetworkConfiguration.AwsvpcConfiguration';

export const operation: Row[] = [
  ['The schedule may hand on any role', 'it has the rights of every role of the account',
    restate(schedulePolicy, 'iam:PassRole', { Resource: '*' }), 'TF-OPS-PassRoleNarrow'],
  ['The schedule may hand on any role, written as role/*', 'it has the rights of every role of the account',
    restate(schedulePolicy, 'iam:PassRole', { Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*' } }), 'TF-OPS-PassRoleNarrow'],
  ['The release role is an administrator', 'a release can do anything',
    allow(GUESTBOOK.releasePolicy, '*', '*'), 'TF-OPS-PassRoleNarrow'],
  ['A task role trusts ECS on behalf of anybody', 'another account\'s task can be given it',
    edit(taskRole, ({ AssumeRolePolicyDocument: trust }) => delete trust.Statement[0].Condition), 'TF-OPS-TrustBounded'],
  ['A task may pull every image of the account', 'it reads the code of every other app',
    restate(executionPolicy, 'ecr:BatchGetImage', { Resource: '*' }), 'TF-OPS-PullNarrow'],
  ['A task may not pull its image', 'no task starts',
    forbid(executionPolicy, 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'), 'TF-OPS-MayPull'],
  ['A task may not sign in to the registry', 'no task starts',
    forbid(executionPolicy, 'ecr:GetAuthorizationToken'), 'TF-OPS-MayPull'],
  ['The task definition has no execution role', 'no task starts',
    set(task, 'ExecutionRoleArn', undefined), 'TF-XI-MayWriteLogs', 'TF-OPS-MayPull'],
  ['One role starts the task and runs in it', 'the app may read every secret again',
    edit(task, (definition) => definition.TaskRoleArn = definition.ExecutionRoleArn), 'TF-III-DynamicConfigReachable', 'TF-OPS-RolesApart'],
  ['The process runs as root', 'a break-in owns the container',
    container(task, { User: '0' }), 'TF-OPS-NotRoot'],
  ['No user is named', 'the image decides, and most choose root',
    container(task, { User: undefined }), 'TF-OPS-NotRoot'],
  ['The container is privileged', 'a break-in owns the machine; Fargate refuses it',
    container(task, { Privileged: true }), 'TF-OPS-NotRoot'],
  ['Tasks have public addresses', 'they are reached past the load balancer',
    set(service, `${VPC}.AssignPublicIp`, 'ENABLED'), 'TF-OPS-NoPublicAddress'],
  ['Anyone may reach the tasks\' port', 'they are reached past the load balancer',
    set(securityGroup, 'SecurityGroupIngress', [{ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080 }]), 'TF-OPS-BehindTheLoadBalancer'],
  ['The service is in one subnet', 'it is away when that zone is',
    edit(service, ({ NetworkConfiguration: { AwsvpcConfiguration: vpc } }) => vpc.Subnets.pop()), 'TF-OPS-TwoZones'],
  ['Both subnets are in one zone', 'the service is away when that zone is',
    edit(GUESTBOOK.secondSubnet, (subnet, named) => (
      subnet.AvailabilityZone = { 'Fn::GetAtt': [named('NetworkZones'), 'AvailabilityZones.0.ZoneName'] }
    )), 'TF-OPS-TwoZones'],
  ['The platform is a number', 'it gets no more fixes',
    set(service, 'PlatformVersion', '1.3.0'), 'TF-OPS-PlatformCurrent'],
  ['Tasks stay where they are after a zone was away', 'the next such zone takes all',
    set(service, 'AvailabilityZoneRebalancing', 'DISABLED'), 'TF-OPS-ZonesBalanced'],
  ['Nothing is said of balancing zones', 'it depends on how old the service is',
    set(service, 'AvailabilityZoneRebalancing', undefined), 'TF-OPS-ZonesBalanced'],
  ['A private subnet has no route out', 'half of the tasks cannot pull',
    remove(GUESTBOOK.privateRoute), 'TF-OPS-WayToAws'],
  ['Tasks are in public subnets, without public addresses', 'they cannot pull',
    edit(service, ({ NetworkConfiguration: { AwsvpcConfiguration: vpc } }, named) => (
      vpc.Subnets = ['1', '2'].map((one) => ({ Ref: named(`NetworkVpcPublicSubnet${one}Subnet`) }))
    )), 'TF-OPS-WayToAws'],
  ['Closed subnets have no endpoint for S3', 'no layer of an image can be pulled',
    remove(JOBS('VpcS3')), 'TF-OPS-WayToAws'],
  ['Closed subnets have no endpoint for logs', 'no task starts',
    remove(JOBS('VpcLogs')), 'TF-OPS-WayToAws'],
  ['Closed subnets have no endpoint for secrets', 'no task starts',
    remove(JOBS('VpcSecrets')), 'TF-OPS-WayToAws'],
  ['An endpoint lets nobody in', 'no task starts',
    set(JOBS('VpcEcrDockerSecurityGroup'), 'SecurityGroupIngress', undefined), 'TF-OPS-WayToAws'],
  ['An endpoint has no private name', 'its service is called past it, where there is no way',
    set(JOBS('VpcEcrApi'), 'PrivateDnsEnabled', false), 'TF-OPS-WayToAws'],
  ['The tasks\' security group lets no HTTPS out', 'they cannot pull',
    set(securityGroup, 'SecurityGroupEgress', [{ CidrIp: '10.0.0.0/16', IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432 }]), 'TF-OPS-WayToAws'],
  ['Only the errors that the app answers are watched', 'when no task answers, nobody hears of it',
    edit(alarm, ({ Metrics }) => {
      Metrics.splice(Metrics.findIndex((one: any) => one.Id === 'before'), 1);
      Metrics[0].Expression = 'FILL(inApp, 0)';
    }), 'TF-OPS-SeesAllFailures'],
  ['A sidecar adds a right of the kernel that Fargate does not give', 'ECS refuses the task definition',
    container(task, { 'LinuxParameters.Capabilities': { Add: ['NET_ADMIN'] } }), 'TF-OPS-FitsFargate'],
  ['A processor and a memory that do not go together', 'ECS refuses the task definition',
    setAll(task, { Cpu: '256', Memory: '4096' }), 'TF-OPS-FitsFargate'],
  ['Nobody counts what tasks use', 'a leak is seen when it kills',
    set(GUESTBOOK.cluster, 'ClusterSettings', undefined)],
  ['The load balancer keeps no log', 'nobody can tell who called',
    attribute(balancer, 'access_logs.s3.enabled', 'false')],
];

