import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { listOf, Undecided } from '../value';

export const rolloutMonitored: Rule = {
  id: 'TF-III-RolloutMonitored',
  factor: Factor.CONFIG,
  severity: 'warning',
  checks: 'An AppConfig environment has an alarm that rolls a bad configuration back.',
  why: 'With no monitor, a configuration that breaks the app is rolled out to the last task.',
  mend: 'Name an alarm on the app\'s errors among the environment\'s monitors.',
  source: 'https://docs.aws.amazon.com/appconfig/latest/userguide/monitoring-deployments.html',
  * judge(cloud) {
    for (const environment of cloud.all('AWS::AppConfig::Environment')) {
      const monitors = environment.get('Monitors');
      if (!(monitors instanceof Undecided)) {
        yield verdict(environment, listOf(monitors).length > 0, `${listOf(monitors).length} monitors`, 'Monitors');
      }
    }
  },
};
