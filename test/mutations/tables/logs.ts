import { add, container, edit, forbid, set, together } from '../support/change';
import { Row } from '../support/mistake';
import { CHATTY, GUESTBOOK } from '../support/places';

const { task, executionPolicy, logGroup, backup } = GUESTBOOK;
const routed = CHATTY('ProcesseswebTaskTaskDefinition');
const LOGS = 'LogConfiguration';
const ROUTER = 'log-router';

export const logs: Row[] = [
  ['The web process logs nowhere', 'its lines are lost',
    container(task, { [LOGS]: undefined }), 'TF-XI-EveryContainerLogs'],
  ['The log router\'s own lines go nowhere', 'nobody hears that it drops lines',
    container(routed, { [LOGS]: undefined }, ROUTER), 'TF-XI-EveryContainerLogs'],
  ['A log driver that Fargate does not have', 'ECS refuses the task definition',
    container(task, { [LOGS]: { LogDriver: 'json-file' } }), 'TF-XI-EveryContainerLogs'],
  ['Lines go to a router that there is not', 'ECS refuses the task definition',
    container(task, { [LOGS]: { LogDriver: 'awsfirelens' } }), 'TF-XI-EveryContainerLogs'],
  ['The app waits for CloudWatch Logs', 'it hangs when logging does',
    container(task, { [`${LOGS}.Options.mode`]: 'blocking' }), 'TF-XI-LogModeChosen'],
  ['The log mode is not said', 'a setting of the account decides',
    container(backup, { [`${LOGS}.Options.mode`]: undefined }), 'TF-XI-LogModeChosen'],
  ['The log buffer is larger than the task', 'the task runs out of memory when logging hangs',
    container(task, { [`${LOGS}.Options.max-buffer-size`]: '1g' }), 'TF-XI-BufferFits'],
  ['The streams have no prefix', 'ECS refuses the task definition',
    container(task, { [`${LOGS}.Options.awslogs-stream-prefix`]: undefined }), 'TF-XI-StreamNamed'],
  ['The execution role may not write the log', 'no task starts',
    forbid(executionPolicy, 'logs:CreateLogStream', 'logs:PutLogEvents'), 'TF-XI-MayWriteLogs'],
  ['The container is to create its log group, and may not', 'no task starts',
    container(task, { [`${LOGS}.Options.awslogs-create-group`]: 'true' }), 'TF-XI-MayWriteLogs'],
  ['Lines are kept for ever', 'they cost, and hold personal data',
    set(logGroup, 'RetentionInDays', undefined), 'TF-XI-RetentionSet'],
  ['A volume is mounted for log files', 'nobody reads them, and the disk fills',
    together(set(task, 'Volumes', [{ Name: 'logs' }]), container(task, { MountPoints: [{ SourceVolume: 'logs', ContainerPath: '/var/log/app', ReadOnly: false }] })),
    'TF-XI-NoLogFiles'],
  ['The log router runs the tag stable', 'it is a version that gets no more fixes',
    container(routed, { Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable' }, ROUTER), 'TF-XI-RouterSupported'],
  ['The log router runs version 2', 'it gets no more fixes',
    container(routed, { Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.4' }, ROUTER), 'TF-XI-RouterSupported'],
  ['The log router runs the tag latest', 'it changes between two starts of one release',
    container(routed, { Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:latest' }, ROUTER), 'TF-V-NoMovableImage', 'TF-XI-RouterSupported'],
  ['The task role may not write to the stream that lines go to', 'they are lost',
    container(routed, { [`${LOGS}.Options`]: { Name: 'kinesis_firehose', region: 'eu-west-1', delivery_stream: 'lines' } }), 'TF-XI-RouterMayWrite'],
  ['The app no longer depends on the log router, but on an agent', 'the router stops first, the last lines are lost',
    edit(routed, ({ ContainerDefinitions: all }) => {
      all.unshift({ ...all[0], Name: 'agent', FirelensConfiguration: undefined, User: '1000', ReadonlyRootFilesystem: true });
      all[2].DependsOn = [{ ContainerName: 'agent', Condition: 'START' }];
    }), 'TF-XI-RouterStopsLast'],
  ['The log router\'s health hangs on its destination', 'when logging is away, so is the app',
    container(routed, { HealthCheck: { Command: ['CMD-SHELL', 'curl -f http://127.0.0.1:2020/api/v1/health || exit 1'] } }, ROUTER), 'TF-XI-RouterCheckShallow'],
  ['The log router has 50 MiB, as the CDK gives it', 'it runs out of memory, and the task with it',
    container(routed, { MemoryReservation: 50, Memory: undefined }, ROUTER), 'TF-XI-RouterHasMemory'],
  ['The log router\'s port is open to the network', 'anybody there may write lines',
    add(CHATTY('Open'), (named) => ({
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: { GroupId: { 'Fn::GetAtt': [named('ProcesseswebTaskSecurityGroup'), 'GroupId'] }, IpProtocol: 'tcp', FromPort: 1024, ToPort: 65535, CidrIp: '10.0.0.0/16' },
    })), 'TF-XI-RouterClosed'],
  ['The log router is not essential', 'it dies, and lines are lost in silence',
    container(routed, { Essential: false }, ROUTER), 'TF-XI-RouterEssential'],
  ['The log router has 5 s to stop', 'it is killed with lines in its buffer',
    container(routed, { StopTimeout: 5 }, ROUTER)],
];

