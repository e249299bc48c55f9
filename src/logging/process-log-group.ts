import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { expiringLogGroup } from '../private/log-group';

/** The log group of one process: its own, named by CloudFormation, gone with the process. */
export function processLogGroup(scope: Construct, retention?: logs.RetentionDays): logs.LogGroup {
  return expiringLogGroup(scope, 'LogGroup', retention ?? logs.RetentionDays.ONE_MONTH);
}
