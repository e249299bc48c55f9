import * as fs from 'fs';
import * as path from 'path';
import { BY_ALIAS, KEY } from './provenance-key';
import { Names } from '../support/guestbook';
import { arn } from '../support/physical';
import { Row } from '../support/role-table';
import { Context } from '../support/simulator';

/** A row of the table in the head of the release script: a call of the AWS CLI, and what it needs. */
interface Need {
  readonly call: string;
  readonly action: string;
  readonly on: string;
}

/** What the release script says that its caller needs. */
export const NEEDS: Need[] = readTable(fs.readFileSync(path.join(__dirname, '../../../assets/release/release.mjs'), 'utf8'));

/** The same as requests of one environment. */
export function releaseScript(environment: Names): Row[] {
  return NEEDS.flatMap(({ call, action, on }) => resources(environment, on).map(([resource, context]): Row => [`call ${call}`, action, resource, context]));
}

/** The words of the table's last column. */
function resources(here: Names, on: string): [resource: string, context?: Context][] {
  const parameters = (...names: string[]): [string][] => names.map((name) => [here.parameter(name)]);
  const words: { [on: string]: [resource: string, context?: Context][] } = {
    'the stack': [[here.stack]],
    'the stack, if cloudformation:RoleArn is the release role': [[here.stack, { 'cloudformation:RoleArn': here.releaseRole }]],
    'that role, as iam:PassedToService cloudformation.amazonaws.com': [[here.releaseRole, { 'iam:PassedToService': 'cloudformation.amazonaws.com' }]],
    'what they name: <ledger>/release and releases/*, CDK\'s version': [
      ...parameters('release', 'releases/12'), [arn('ssm', 'parameter/cdk-bootstrap/hnb659fds/version')],
    ],
    '<ledger>/release, <ledger>/releases/*': parameters('release', 'releases/12'),
    '<ledger>/releases/*': parameters('releases/12'),
    'the image repository': [[arn('ecr', 'repository/guestbook')]],
    '<ledger>/releases, <ledger>/releases/*': parameters('releases', 'releases/12'),
    'the cluster\'s services': [[here.service('web')], [here.service('worker')]],
    'the cluster\'s tasks': [[here.task, here.inCluster]],
    '*, if ecs:cluster is the cluster': [['*', here.inCluster]],
    '*, it knows no narrower resource': [['*']],
    'task-definition/<its family>:*, if ecs:cluster is the cluster': [[here.taskDefinition('release'), here.inCluster]],
    'those two, as iam:PassedToService ecs-tasks.amazonaws.com': ['TaskRole', 'ExecutionRole'].map((role) => [
      here.role(`ReleaseCommand/${role}`), { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
    ]),
    'task/<cluster>/*, if ecs:CreateAction is RunTask': [[here.task, { 'ecs:CreateAction': 'RunTask' }]],
    'the key, if kms:RequestAlias is its alias': [[KEY, BY_ALIAS]],
    'task/<cluster>/*': [[here.task, here.inCluster]],
  };
  if (!words[on]) {
    throw new Error(`the table in the release script says "${on}"; say in ${__filename} what that is`);
  }
  return words[on];
}

/** Three cells a row, below the row that says `IAM action`. */
function readTable(script: string): Need[] {
  const head = script.slice(0, script.indexOf('*/'));
  const rows = head.split('\n').map((line) => line.replace(/^ \* */, '').split('|').map((cell) => cell.trim())).filter((cells) => cells.length === 3);
  const first = rows.findIndex(([, action]) => action === 'IAM action') + 1;
  return rows.slice(first).map(([call, action, on]) => ({ call, action, on }));
}
