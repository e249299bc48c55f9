import { TASKS } from './trust';
import { eachEnvironment, Names } from '../support/guestbook';
import { arn } from '../support/physical';
import { RoleTable, Row } from '../support/role-table';

const USE_ITEMS = [
  'DescribeTable', 'GetItem', 'BatchGetItem', 'Query', 'Scan', 'ConditionCheckItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem',
];
const USE_OBJECTS = ['GetObject', 'PutObject', 'DeleteObject', 'AbortMultipartUpload'];

/** What runs: a task, and where its constructs are. */
export const APP_TASKS: [task: string, path: string][] = [
  ['web', 'Processes/web/Task'], ['worker', 'Processes/worker/Task'], ['seed', 'AdminTasks/seed'], ['backup', 'AdminTasks/backup'], ['release', 'ReleaseCommand'],
];

/** What the app itself may do, as long as it runs. */
export const taskRoles = eachEnvironment<RoleTable>((here, there) => APP_TASKS.map(([task, path]) => ({
  path: `${here.path}/${path}/TaskRole`,
  trusts: TASKS,
  may: [
    ...useTable('its table', table(here)),
    ...useTable('a restored table that takes its place', restored(here)),
    ...useTable('the table that exists', arn('dynamodb', 'table/countries')),
    ['query an index of its table', 'dynamodb:Query', `${table(here)}/index/ByDate`],
    ['query an index of the table that exists', 'dynamodb:Query', arn('dynamodb', 'table/countries/index/ByName')],
    ['list its files', 's3:ListBucket', bucket(here)],
    ...USE_OBJECTS.map((action): Row => ['use its files', `s3:${action}`, `${bucket(here)}/file`]),
    ['ask for its config', 'appconfig:StartConfigurationSession', config(here)],
    ['read its config', 'appconfig:GetLatestConfiguration', config(here)],
    ...(task === 'backup' ? backUp(here) : []),
  ],
  mayNot: [
    ...useTable('another environment\'s table', table(there)),
    ...useTable('another table', arn('dynamodb', 'table/Guestbook-payments')),
    ['drop its table', 'dynamodb:DeleteTable', table(here)],
    ['change its table', 'dynamodb:UpdateTable', table(here)],
    ['restore a table', 'dynamodb:RestoreTableFromBackup', backup(here)],
    ['delete another environment\'s backup', 'dynamodb:DeleteBackup', backup(there)],
    ...(task === 'backup' ? [] : backUp(here)),
    ['read another environment\'s files', 's3:GetObject', `${bucket(there)}/file`],
    ['open its bucket to others', 's3:PutBucketPolicy', bucket(here)],
    ['delete old versions of its files', 's3:DeleteObjectVersion', `${bucket(here)}/file`],
    ['read another environment\'s config', 'appconfig:GetLatestConfiguration', config(there)],
    ['change its config', 'appconfig:CreateHostedConfigurationVersion', config(here).replace(/\/environment\/.*configuration/, '/configurationprofile')],
    ['read the ledger', 'ssm:GetParameter', here.parameter('release')],
    ['read a secret', 'secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:guestbook-AbCdEf')],
    ['start a task', 'ecs:RunTask', here.taskDefinition('web'), here.inCluster],
    ['open a shell in a task', 'ecs:ExecuteCommand', here.task, here.inCluster],
    ['pass its own role', 'iam:PassRole', here.role(`${path}/TaskRole`), { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }],
    ['push an image', 'ecr:PutImage', arn('ecr', 'repository/guestbook')],
    ...closed(here, there, path),
  ],
})));

/** What code in a task would try: attempts that were made on these policies, and were refused. */
function closed(here: Names, there: Names, path: string): Row[] {
  return [
    ...['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map((action): Row => [
      'closed: let ECS Exec in', `ssmmessages:${action}`, '*',
    ]),
    ['closed: decrypt with a key', 'kms:Decrypt', arn('kms', 'key/01234567-89ab-cdef-0123-456789abcdef')],
    ...['ListRoles', 'ListPolicies'].map((action): Row => ['closed: list rights', `iam:${action}`, '*']),
    ['closed: update its service', 'ecs:UpdateService', here.service('web')],
    ['closed: register a task', 'ecs:RegisterTaskDefinition', here.taskDefinition('web')],
    ['closed: write its ledger', 'ssm:PutParameter', here.parameter('release')],
    ['closed: export its table', 'dynamodb:ExportTableToPointInTime', table(here)],
    ['closed: share its table', 'dynamodb:PutResourcePolicy', table(here)],
    ...['PartiQLSelect', 'PartiQLDelete', 'PartiQLInsert', 'PartiQLUpdate'].map((action): Row => [`closed: ${action} in another table`, `dynamodb:${action}`, table(there)]),
    ...['CreateLogStream', 'PutLogEvents'].map((action): Row => ['A13: write its own log, with no log router', `logs:${action}`, here.log(`${path}/LogGroup`)]),
    ['closed: read a log', 'logs:GetLogEvents', here.log(`${path}/LogGroup`)],
    ['closed: become the role that starts it', 'sts:AssumeRole', here.role(`${path}/ExecutionRole`)],
    ['closed: become its releaser', 'sts:AssumeRole', here.releaseRole],
  ];
}

/** What ECS may do to start a task. */
export const executionRoles = eachEnvironment<RoleTable>((here, there) => APP_TASKS.map(([, path]) => ({
  path: `${here.path}/${path}/ExecutionRole`,
  trusts: TASKS,
  may: [
    ['sign in to the registry', 'ecr:GetAuthorizationToken', '*'],
    ...['BatchCheckLayerAvailability', 'GetDownloadUrlForLayer', 'BatchGetImage'].map((action): Row => [
      'pull the app\'s image', `ecr:${action}`, arn('ecr', 'repository/guestbook'),
    ]),
    ...['CreateLogStream', 'PutLogEvents'].map((action): Row => ['write its log', `logs:${action}`, here.log(`${path}/LogGroup`)]),
  ],
  mayNot: [
    ['pull another image', 'ecr:BatchGetImage', arn('ecr', 'repository/another')],
    ['push an image', 'ecr:PutImage', arn('ecr', 'repository/guestbook')],
    ['write the log of another environment', 'logs:PutLogEvents', there.log(`${path}/LogGroup`)],
    ['write the log of another process', 'logs:PutLogEvents', here.log(APP_TASKS.find(([, other]) => other !== path)![1] + '/LogGroup')],
    ['delete its log', 'logs:DeleteLogGroup', here.attribute(`${path}/LogGroup`, 'Arn')],
    ['read a secret', 'secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:guestbook-AbCdEf')],
    ['read a parameter', 'ssm:GetParameters', here.parameter('release')],
    ['read the app\'s data', 'dynamodb:GetItem', table(here)],
    ['read the app\'s config', 'appconfig:GetLatestConfiguration', config(here)],
  ],
})));

function table(environment: Names): string {
  return environment.attribute('BackingServices/Datastore/Table', 'Arn');
}

/** A table that somebody restored under the environment's prefix. */
function restored(environment: Names): string {
  return table(environment).replace(/[^-]+$/, '2026-11-23');
}

function backup(environment: Names): string {
  return `${table(environment)}/backup/01489602797149-73d8d5bc`;
}

function bucket(environment: Names): string {
  return environment.attribute('BackingServices/Uploads/Bucket', 'Arn');
}

function config(environment: Names): string {
  const [application, env, profile] = ['Application', 'Environment', 'Configuration/ConfigurationProfile'].map((path) => environment.attribute(`Config/${path}`));
  return arn('appconfig', `application/${application}/environment/${env}/configuration/${profile}`);
}

function useTable(what: string, resource: string): Row[] {
  return USE_ITEMS.map((action) => [`use ${what}`, `dynamodb:${action}`, resource]);
}

function backUp(here: Names): Row[] {
  return [
    ['back its table up', 'dynamodb:CreateBackup', table(here)],
    ['look at a backup of its table', 'dynamodb:DescribeBackup', backup(here)],
    ['delete a backup of its table', 'dynamodb:DeleteBackup', backup(here)],
    ['list backups', 'dynamodb:ListBackups', '*'],
  ];
}
