import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { booleanOf, listOf, mapOf, textOf, Undecided } from '../value';
import { isRolling, isServed, services } from './support/tasks';

export const alarmsCanJudge: Rule = {
  id: 'TF-V-AlarmsCanJudge',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'warning',
  checks: 'Alarms watch the deployment of a web process, are quiet while there is no data, and roll it back.',
  why: 'A release that starts well and answers nothing but errors passes the circuit breaker. And ECS ignores an alarm that is in ALARM when the '
    + 'deployment starts: one that takes missing data for a breach is, whenever the app is idle.',
  mend: 'Name an alarm on the app\'s errors, with Enable and Rollback, that treats missing data as notBreaching.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html',
  * judge(cloud) {
    for (const service of services(cloud).filter(isRolling)) {
      const alarms = service.get('DeploymentConfiguration.Alarms');
      const { AlarmNames, Enable, Rollback } = mapOf(alarms);
      const [enabled, back] = [Enable, Rollback].map((one) => booleanOf(one ?? false));
      const decided = !(service.get('DeploymentConfiguration') instanceof Undecided || alarms instanceof Undecided || AlarmNames instanceof Undecided);
      const named = listOf(AlarmNames).length > 0; // the CDK writes an empty list
      const breaching = service.mentions('DeploymentConfiguration').find(isBreachingAtRest);
      if (decided && enabled !== undefined && back !== undefined && (named || isServed(service))) {
        yield verdict(service, named && enabled && back && !breaching, breaching ? `${breaching.logicalId} takes missing data for a breach`
          : named ? `alarms ${enabled ? 'on' : 'off'}, rollback ${back ? 'on' : 'off'}` : 'no alarm', 'DeploymentConfiguration.Alarms');
      }
    }
  },
};

function isBreachingAtRest(one: Resource): boolean {
  return one.type === 'AWS::CloudWatch::Alarm' && textOf(one.get('TreatMissingData')) === 'breaching';
}
