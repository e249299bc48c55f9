import { RemovalPolicy } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';

/** A log group that forgets, and that goes with what writes to it. */
export function expiringLogGroup(scope: Construct, id: string, retention: logs.RetentionDays): logs.LogGroup {
  const logGroup = new logs.LogGroup(scope, id, { retention, removalPolicy: RemovalPolicy.DESTROY });
  acknowledge(logGroup, 'CloudWatch Logs encrypts every group by itself; a key of your own, which costs by the month, goes onto the CfnLogGroup',
    'CloudWatchLogGroupEncrypted', 'cloudwatch_log_group_encrypted_check');
  acknowledge(logGroup, 'A log is kept for as long as somebody reads it; Logging.cloudWatch({ retention }) keeps those of the app for a year or longer',
    'cloudwatch_log_group_retention_period_check');
  return logGroup;
}
