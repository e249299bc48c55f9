import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { booleanOf, listOf, mapOf, textOf } from '../value';

export const monitorCanJudge: Rule = {
  id: 'TF-III-MonitorCanJudge',
  factor: Factor.CONFIG,
  severity: 'error',
  checks: 'An alarm that watches a configuration is OK when there is no traffic, and its actions are on.',
  why: 'AppConfig rolls back on INSUFFICIENT_DATA too, so a quiet night undoes every deployment; and not at all when the alarm\'s actions are off.',
  mend: 'Treat missing data as notBreaching and leave ActionsEnabled on.',
  source: 'https://docs.aws.amazon.com/appconfig/latest/userguide/monitoring-deployments.html',
  * judge(cloud) {
    for (const environment of cloud.all('AWS::AppConfig::Environment')) {
      for (const alarm of listOf(environment.get('Monitors')).map((one) => cloud.target(mapOf(one).AlarmArn))) {
        const acts = booleanOf(alarm?.get('ActionsEnabled') ?? true);
        // A composite alarm has no data of its own.
        const missing = alarm?.type === 'AWS::CloudWatch::Alarm' ? textOf(alarm.get('TreatMissingData') ?? 'missing') : 'notBreaching';
        if (alarm && acts !== undefined && missing !== undefined) {
          yield verdict(alarm, acts && ['notBreaching', 'ignore'].includes(missing), `missing data is ${missing}, actions are ${acts ? 'on' : 'off'}`, 'TreatMissingData');
        }
      }
    }
  },
};
