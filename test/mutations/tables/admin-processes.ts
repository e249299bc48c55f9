import { allow, container, edit, forbid, restate, set, together } from '../support/change';
import { Row } from '../support/mistake';
import { GUESTBOOK, JOBS } from '../support/places';

const { task, service, taskPolicy, backup, schedule, schedulePolicy } = GUESTBOOK;

export const adminProcesses: Row[] = [
  ['The backup runs an older image than the app', 'it reads a table that has changed since',
    container(backup, { Image: { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/guestbook:1.2.0' } }), 'TF-XII-SameRelease'],
  ['The schedule names one revision', 'it runs what was released that day, for ever',
    set(schedule, 'Target.EcsParameters.TaskDefinitionArn', 'arn:aws:ecs:eu-west-1:123456789012:task-definition/Guestbook-production-backup:7'),
    'TF-XII-FollowsTheRelease'],
  ['The schedule says no security group', 'the task is in the default one, which lets nothing out',
    set(schedule, 'Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups', undefined), 'TF-XII-OwnSecurityGroup'],
  ['A run that cannot start is put nowhere', 'nobody hears that there is no backup',
    set(schedule, 'Target.DeadLetterConfig', undefined), 'TF-XII-FailureSeen'],
  ['A run of a rule that cannot start is put nowhere', 'nobody hears that there is no report',
    edit(JOBS('Nightly'), ({ Targets }) => delete Targets[0].DeadLetterConfig), 'TF-XII-FailureSeen'],
  ['The schedule may not send to its dead-letter queue', 'nobody hears that there is no backup',
    forbid(schedulePolicy, 'sqs:SendMessage'), 'TF-XII-FailureSeen'],
  ['The schedule may not run the task', 'there is never a backup',
    forbid(schedulePolicy, 'ecs:RunTask'), 'TF-XII-ScheduleMayRun'],
  ['The schedule may not hand on the task\'s roles', 'there is never a backup',
    forbid(schedulePolicy, 'iam:PassRole'), 'TF-XII-ScheduleMayRun'],
  ['The rule may not hand on the task\'s roles', 'there is never a report',
    forbid(JOBS('ReportEventsRoleDefaultPolicy'), 'iam:PassRole'), 'TF-XII-ScheduleMayRun'],
  ['The schedule may run a family with no revision', 'ECS denies each run',
    restate(schedulePolicy, 'ecs:RunTask', { Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/Guestbook-production-backup' } }),
    'TF-XII-RunTaskNamesRevisions'],
  ['ECS Exec is on, and the root is read-only', 'nobody gets in when it matters',
    together(
      set(service, 'EnableExecuteCommand', true),
      allow(taskPolicy, ['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'], '*'),
    ), 'TF-XII-ExecCanWork'],
  ['ECS Exec is on, and the task role may not open its channel', 'nobody gets in when it matters',
    together(set(service, 'EnableExecuteCommand', true), container(task, { ReadonlyRootFilesystem: false })), 'TF-II-ReadOnlyRoot', 'TF-XII-ExecCanWork'],
  ['The backup has no command of its own', 'it starts another web process each night, which never ends',
    container(backup, { Command: undefined }), 'TF-XII-OwnCommand'],
  ['The schedule\'s cron says both days', 'EventBridge refuses it',
    set(schedule, 'ScheduleExpression', 'cron(0 0 * * * *)'), 'TF-XII-ScheduleCanFire'],
  ['The schedule is in cron\'s form of Linux', 'EventBridge refuses it',
    set(schedule, 'ScheduleExpression', 'cron(0 0 * * *)'), 'TF-XII-ScheduleCanFire'],
  ['The backup is in subnets with no way out', 'it cannot pull its image',
    edit(schedule, ({ Target }, named) => Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.Subnets = [{ Ref: named('NetworkVpcPublicSubnet1Subnet') }]),
    'TF-OPS-WayToAws'],
];

