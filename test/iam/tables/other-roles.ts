import { anyUseOf, service } from './trust';
import { DEPLOYMENT, eachEnvironment, logStream, PRODUCTION, STAGING } from '../support/guestbook';
import { arn } from '../support/physical';
import { RoleTable, Row } from '../support/role-table';

/** The function that creates the ledgers' current entries, and deletes them with their stack. */
export const ledgerRole: RoleTable = {
  path: DEPLOYMENT.roles.find((role) => /^Guestbook\/Codebase\/AWS[0-9a-f]+\/ServiceRole$/.test(role.path))!.path,
  trusts: anyUseOf('lambda'),
  may: [
    ...[STAGING, PRODUCTION].flatMap((environment) => ['PutParameter', 'AddTagsToResource', 'DeleteParameter'].map((action): Row => [
      `care for the current entry of ${environment.name}`, `ssm:${action}`, environment.parameter('release'),
    ])),
    ...['CreateLogStream', 'PutLogEvents'].map((action): Row => ['write its log', `logs:${action}`, logStream('Guestbook/Codebase/ReleaseLedgerLogs')]),
  ],
  mayNot: [
    ...['PutParameter', 'DeleteParameter'].map((action): Row => [`${action} of a release`, `ssm:${action}`, STAGING.parameter('releases/1')]),
    ['delete another app\'s entry', 'ssm:DeleteParameter', arn('ssm', 'parameter/Another/staging/release')],
    ['read an entry', 'ssm:GetParameter', STAGING.parameter('release')],
  ],
  excess: { 'logs:CreateLogGroup': 'AWSLambdaBasicExecutionRole, which CDK gives every function of a custom resource' },
};

/** VPC flow logs. */
export const flowLogRoles = eachEnvironment<RoleTable>((here, there) => ({
  path: `${here.path}/Network/FlowLogsRole`,
  trusts: service('vpc-flow-logs'),
  may: [
    ...['CreateLogStream', 'PutLogEvents'].map((action): Row => ['write the log of rejected traffic', `logs:${action}`, here.log('Network/RejectedTraffic')]),
    ['find streams of that log', 'logs:DescribeLogStreams', here.attribute('Network/RejectedTraffic', 'Arn')],
  ],
  mayNot: [
    ['write another log', 'logs:PutLogEvents', there.log('Network/RejectedTraffic')],
    ['read the log', 'logs:GetLogEvents', here.log('Network/RejectedTraffic')],
  ],
}));

/** AppConfig, which rolls back on alarms. */
export const monitorRoles = eachEnvironment<RoleTable>((here) => ({
  path: `${here.path}/Config/MonitorRole`,
  trusts: anyUseOf('appconfig'),
  may: [['see alarms', 'cloudwatch:DescribeAlarms', '*']],
  mayNot: [
    ['silence an alarm', 'cloudwatch:DisableAlarmActions', arn('cloudwatch', 'alarm:one')],
    ['set an alarm', 'cloudwatch:SetAlarmState', arn('cloudwatch', 'alarm:one')],
  ],
}));
