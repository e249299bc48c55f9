import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { numberOf, textOf } from '../value';
import { services } from './support/tasks';

export const shiftEndsInTime: Rule = {
  id: 'TF-V-ShiftEndsInTime',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'warning',
  checks: 'A deployment that shifts traffic says how long both releases run, and lets them.',
  why: 'When it is not said, ECS keeps both for 36 hours: the next release waits. With no time at all the old one is gone before an alarm can speak.',
  mend: 'Set BakeTimeInMinutes to what the alarms need, such as 10.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ecs-service-deploymentconfiguration.html',
  * judge(cloud) {
    for (const service of services(cloud)) {
      const strategy = textOf(service.get('DeploymentConfiguration.Strategy'));
      const bake = service.get('DeploymentConfiguration.BakeTimeInMinutes');
      if (strategy !== undefined && strategy !== 'ROLLING' && (bake === undefined || numberOf(bake) !== undefined)) {
        yield verdict(service, bake !== undefined && numberOf(bake) !== 0, `${strategy}, both releases run ${bake === undefined ? '36 hours' : `${bake} minutes`}`,
          'DeploymentConfiguration.BakeTimeInMinutes');
      }
    }
  },
};
