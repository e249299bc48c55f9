import { TimeZone } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { AdminTask, Attachment, BackingService } from '../../src';
import { container, ELSEWHERE, environmentAlone, list, only, resources, statements } from '../support/synthesis';

const { template, environment } = environmentAlone({
  adminTasks: {
    seed: AdminTask.oneOff({ command: ['node', 'seed.js'] }),
    backup: AdminTask.scheduled({
      command: ['node', 'backup.js'], schedule: ScheduleExpression.cron({ hour: '3', minute: '0', timeZone: TimeZone.EUROPE_BERLIN }), backsUp: ['Datastore'],
    }),
    restore: AdminTask.oneOff({ command: ['node', 'restore.js'], restores: ['Datastore'] }),
  },
});
const schedule = only(template, 'AWS::Scheduler::Schedule');
const roleOf = (name: string) => statements(template).filter(({ holder }) => holder.startsWith(`GuestbookAdminTasks${name}`)).map(({ statement }) => statement);

test('runs the release\'s own image with the app\'s config, under a role of its own', () => {
  expect(container(template, 'seed').Image).toEqual(container(template, 'web').Image);
  expect(container(template, 'seed').Command).toEqual(['node', 'seed.js']);
  const names = (of: string) => container(template, of).Environment.map((one: any) => one.Name);
  expect(names('web')).toEqual(expect.arrayContaining(names('seed')));
  expect(environment.adminTask('seed').taskRole).not.toBe(environment.adminTask('backup').taskRole);
});

test('only the scheduled one has a schedule', () => {
  expect(environment.adminTask('seed').schedule).toBeUndefined();
  expect(environment.adminTask('backup').schedule).toBeDefined();
});

test('the schedule runs the revision of the release, in private subnets, in a security group of its own', () => {
  expect(schedule.ScheduleExpressionTimezone).toBe('Europe/Berlin');
  expect(schedule.Target.EcsParameters).toMatchObject({
    LaunchType: 'FARGATE',
    TaskDefinitionArn: { Ref: expect.stringContaining('AdminTasksbackupTaskDefinition') },
    NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED', SecurityGroups: [{ 'Fn::GetAtt': [expect.stringContaining('backupSecurityGroup'), 'GroupId'] }] } },
  });
});

test('a run that cannot be started is tried again for an hour and then kept', () => {
  expect(schedule.Target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 10 });
  expect(schedule.Target.DeadLetterConfig.Arn['Fn::GetAtt'][0]).toMatch(/DeadLetters/);
});

test('the schedule may start any revision of its own task, in its own cluster, and pass that task\'s roles', () => {
  const run = roleOf('backupRunRole').find((one) => one.Action === 'ecs:RunTask');
  expect(run.Resource['Fn::Join'][1].at(-1)).toBe(':task-definition/Guestbook-production-backup:*');
  expect(run.Condition.ArnEquals['ecs:cluster']).toBeDefined();
});

test('only a task that backs a service up may do so', () => {
  const backups = (name: string) => roleOf(name).flatMap((one) => list<string>(one.Action)).filter((action) => action.includes('Backup')).sort();
  expect(backups('backupTaskRole')).toEqual(['dynamodb:CreateBackup', 'dynamodb:DeleteBackup', 'dynamodb:DescribeBackup', 'dynamodb:ListBackups']);
  expect(backups('seedTaskRole')).toEqual([]);
});

test('only a task that restores a service may do so, and only into a table that can be swapped in', () => {
  const may = (name: string) => roleOf(name).filter((one) => list(one.Action).includes('dynamodb:RestoreTableFromBackup'));
  const [{ Resource }] = may('restoreTaskRole');
  expect(Resource.map((arn: any) => arn['Fn::Join'][1].at(-1))).toEqual([
    expect.stringMatching(/:table\/Environment-\w+-\*$/), expect.stringMatching(/:table\/Environment-\w+-\*\/backup\/\*$/),
  ]);
  expect(roleOf('restoreTaskRole').flatMap((one) => list(one.Action))).toContain('dynamodb:ListBackups');
  expect(roleOf('restoreTaskRole').flatMap((one) => list(one.Action))).not.toContain('dynamodb:DeleteBackup');
  expect([...may('backupTaskRole'), ...may('seedTaskRole')]).toEqual([]);
});

test('what is not the environment\'s own is nobody\'s to restore', () => {
  const attach = Attachment.dynamic('TableName');
  const alone = environmentAlone({
    backingServices: { Datastore: BackingService.existingDynamoDbTable({ table: Table.fromTableName(ELSEWHERE, 'Shared', 'shared'), attach }), Uploads: BackingService.bucket({ attach: Attachment.dynamic('Bucket') }) },
    adminTasks: { restore: AdminTask.oneOff({ command: ['x'], restores: ['Datastore', 'Uploads'] }) },
  });
  expect(JSON.stringify(alone.template.toJSON())).not.toContain('RestoreTable');
});

test('an output tells how to run a task by hand', () => {
  const text = JSON.stringify(template.toJSON().Outputs.RunSeed.Value);
  expect(text).toContain('aws ecs run-task --launch-type FARGATE --cluster');
  expect(text).toContain('--task-definition Guestbook-production-seed');
});

test('without a schedule there is neither a group nor a queue', () => {
  const none = environmentAlone({ adminTasks: {} }).template;
  expect(resources(none, 'AWS::Scheduler::ScheduleGroup')).toEqual({});
  expect(resources(none, 'AWS::SQS::Queue')).toEqual({});
});
