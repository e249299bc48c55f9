import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { checkLength } from '../private/checks';
import { checkProps } from '../private/shape';

/** The share of requests that may fail, in percent. */
const TOLERATED_ERRORS = 5;

/** Fewer requests than these in a minute say nothing: one scanner would put an environment in alarm that nobody uses yet. */
const ENOUGH_REQUESTS = 20;

/** The longer one of what the names of the alarms end in. */
const LONGEST_SUFFIX = '-server-errors';

/**
 * Properties of `Health`.
 */
export interface HealthProps {
  /**
   * What clients reach.
   */
  readonly loadBalancer: elbv2.ApplicationLoadBalancer;

  /**
   * The copies of the web process.
   */
  readonly targetGroup: elbv2.ApplicationTargetGroup;

  /**
   * What the names of the alarms start with: theirs end in `-server-errors` and `-health`.
   */
  readonly alarmPrefix: string;
}

/**
 * Whether an environment is well. A release and a change of the dynamic config are both taken back when it is not.
 */
export class Health extends Construct {
  /** In alarm when more than 5 % of at least 20 requests fail in two minutes out of three, be it in the app or for want of one. */
  public readonly serverErrors: cloudwatch.Alarm;

  /** In alarm when any alarm of the environment is. Unlike those it is never without data, apart from the moment it is created in. */
  public readonly alarm: cloudwatch.CompositeAlarm;

  constructor(scope: Construct, id: string, props: HealthProps) {
    super(scope, id);
    checkProps(this, 'HealthProps', props, (problems, { alarmPrefix }) => checkLength(problems, 'alarmPrefix', alarmPrefix, 1, 255 - LONGEST_SUFFIX.length));
    this.serverErrors = new cloudwatch.Alarm(this, 'ServerErrors', {
      alarmName: `${props.alarmPrefix}-server-errors`,
      alarmDescription: `More than ${TOLERATED_ERRORS} % of the requests fail`,
      metric: failedShare(props),
      threshold: TOLERATED_ERRORS,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    acknowledge(this.serverErrors, 'Releases, config rollouts and the pipeline look at it and act by themselves; whom it calls is yours to say, with its addAlarmAction()',
      'CloudWatchAlarmAction', 'cloudwatch_alarm_action_check');
    this.alarm = new cloudwatch.CompositeAlarm(this, 'Alarm', {
      compositeAlarmName: `${props.alarmPrefix}-health`,
      alarmDescription: 'An alarm of the environment is on',
      alarmRule: cloudwatch.AlarmRule.fromAlarm(this.serverErrors, cloudwatch.AlarmState.ALARM),
    });
  }
}

/** The load balancer counts the failures of the app and its own apart, and counts only requests that reached the app. */
function failedShare({ loadBalancer, targetGroup }: HealthProps): cloudwatch.MathExpression {
  const asked = '(FILL(reached, 0) + FILL(before, 0))';
  const perMinute = { period: Duration.minutes(1), statistic: 'Sum' };
  return new cloudwatch.MathExpression({
    label: 'Failed requests in percent',
    period: Duration.minutes(1),
    expression: `IF(${asked} >= ${ENOUGH_REQUESTS}, 100 * (FILL(inApp, 0) + FILL(before, 0)) / ${asked}, 0)`,
    usingMetrics: {
      inApp: targetGroup.metrics.httpCodeTarget(elbv2.HttpCodeTarget.TARGET_5XX_COUNT, perMinute),
      before: loadBalancer.metrics.httpCodeElb(elbv2.HttpCodeElb.ELB_5XX_COUNT, perMinute),
      reached: targetGroup.metrics.requestCount(perMinute),
    },
  });
}
