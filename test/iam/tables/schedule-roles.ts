import { service } from './trust';
import { eachEnvironment } from '../support/guestbook';
import { arn } from '../support/physical';
import { RoleTable, Row } from '../support/role-table';

const TO_TASKS = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' };

/** What the schedule of an admin task may start. */
export const scheduleRoles = eachEnvironment<RoleTable>((here, there) => ({
  path: `${here.path}/AdminTasks/backup/Run/Role`,
  trusts: service('scheduler', here.attribute('Schedules/Group', 'Arn')),
  may: [
    ['run its task, whatever the revision', 'ecs:RunTask', here.taskDefinition('backup'), here.inCluster],
    ['tag what it runs', 'ecs:TagResource', here.task, { 'ecs:CreateAction': 'RunTask' }],
    ...['TaskRole', 'ExecutionRole'].map((role): Row => ['pass its task\'s roles', 'iam:PassRole', here.role(`AdminTasks/backup/${role}`), TO_TASKS]),
    ['tell of a run that could not start', 'sqs:SendMessage', here.attribute('Schedules/DeadLetters', 'Arn')],
  ],
  mayNot: [
    ['run another task', 'ecs:RunTask', here.taskDefinition('seed'), here.inCluster],
    ['run another environment\'s task', 'ecs:RunTask', there.taskDefinition('backup'), there.inCluster],
    ['run its task in another cluster', 'ecs:RunTask', here.taskDefinition('backup'), there.inCluster],
    ['tag a task that it does not run', 'ecs:TagResource', here.task],
    ['tag a service', 'ecs:TagResource', here.service('web'), { 'ecs:CreateAction': 'RunTask' }],
    ['stop a task', 'ecs:StopTask', here.task, here.inCluster],
    ['pass another task\'s role', 'iam:PassRole', here.role('AdminTasks/seed/TaskRole'), TO_TASKS],
    ['pass another environment\'s role', 'iam:PassRole', there.role('AdminTasks/backup/TaskRole'), TO_TASKS],
    ['pass its task\'s role to another service', 'iam:PassRole', here.role('AdminTasks/backup/TaskRole'), { 'iam:PassedToService': 'lambda.amazonaws.com' }],
    ['read the messages', 'sqs:ReceiveMessage', here.attribute('Schedules/DeadLetters', 'Arn')],
    ['write to another queue', 'sqs:SendMessage', there.attribute('Schedules/DeadLetters', 'Arn')],
    ['change a schedule', 'scheduler:UpdateSchedule', here.schedule('backup')],
    ['back a table up by itself', 'dynamodb:CreateBackup', arn('dynamodb', 'table/countries')],
  ],
}));
