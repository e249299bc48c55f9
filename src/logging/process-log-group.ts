import { RemovalPolicy } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** The log group of one process: its own, named by CloudFormation, gone with the process. */
export function processLogGroup(scope: Construct, retention?: logs.RetentionDays): logs.LogGroup {
  return new logs.LogGroup(scope, 'LogGroup', {
    retention: retention ?? logs.RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
