import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { listOf, mapOf, textsOf } from '../value';

export const seesAllFailures: Rule = {
  id: 'TF-OPS-SeesAllFailures',
  factor: Factor.OPERATION,
  severity: 'warning',
  checks: 'Where alarms watch the errors that an app answers, they watch those of its load balancer too.',
  why: 'When no task answers, the load balancer does: 502, 503 and 504 are in HTTPCode_ELB_5XX_Count alone. The worst outage is the quietest.',
  mend: 'Add HTTPCode_ELB_5XX_Count to the alarm, or an alarm on it or on UnHealthyHostCount.',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html',
  * judge(cloud) {
    for (const template of cloud.templates) {
      const alarms = template.resources.filter((one) => one.type === 'AWS::CloudWatch::Alarm');
      const all = alarms.flatMap(metricsOf);
      const seen = all.some((one) => ['HTTPCode_ELB_5XX_Count', 'HTTPCode_ELB_503_Count', 'UnHealthyHostCount', 'HealthyHostCount'].includes(one));
      for (const alarm of alarms.filter((one) => metricsOf(one).includes('HTTPCode_Target_5XX_Count'))) {
        yield verdict(alarm, seen, seen ? 'the load balancer\'s errors are watched too' : 'only the app\'s own errors are watched', 'MetricName');
      }
    }
  },
};

function metricsOf(alarm: Resource): string[] {
  return [...textsOf(alarm.get('MetricName')), ...listOf(alarm.get('Metrics')).flatMap((one) => textsOf(mapOf(mapOf(mapOf(one).MetricStat).Metric).MetricName))];
}
