import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import * as iam from 'aws-cdk-lib/aws-iam';

/** How long a release waits for an alarm to end: longer than a passing one lasts. */
const PATIENCE_IN_MINUTES = 10;

/**
 * Keeps a release out of a stage while an alarm is on. Somebody who is releasing the very thing that mends it overrides the condition, which CodePipeline allows
 * since the result is to fail.
 *
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-CloudWatchAlarm.html
 */
export function whileQuiet(alarm: cloudwatch.IAlarm, ruleName: string): codepipeline.Conditions {
  const rule = new codepipeline.Rule({
    name: ruleName,
    provider: 'CloudWatchAlarm',
    version: '1',
    configuration: { AlarmName: alarm.alarmName, AlarmStates: 'ALARM', WaitTime: String(PATIENCE_IN_MINUTES) },
  });
  return { conditions: [{ rules: [rule], result: codepipeline.Result.FAIL }] };
}

/** What the pipeline needs to ask: a rule without a role of its own asks as the pipeline. */
export function seeAlarm(alarm: cloudwatch.IAlarm): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: [alarm.alarmArn] });
}
