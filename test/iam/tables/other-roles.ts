import { anyUseOf, service } from './trust';
import { eachEnvironment } from '../support/guestbook';
import { arn } from '../support/physical';
import { RoleTable, Row } from '../support/role-table';

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
