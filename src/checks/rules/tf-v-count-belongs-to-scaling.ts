import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { numberOf, Undecided } from '../value';
import { scalableTargetsOf } from './support/counts';
import { services } from './support/tasks';

export const countBelongsToScaling: Rule = {
  id: 'TF-V-CountBelongsToScaling',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'warning',
  checks: 'A service that is scaled has no count in the template.',
  why: 'Each stack update that touches the service sets the count back: in the middle of a peak, a release takes most copies away.',
  mend: 'Leave DesiredCount out: a service starts with one, and the scalable target lifts it to its minimum.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html',
  * judge(cloud) {
    for (const service of services(cloud)) {
      const count = service.get('DesiredCount');
      for (const target of scalableTargetsOf(cloud, service)) {
        const fixed = numberOf(target.get('MinCapacity')) === numberOf(target.get('MaxCapacity')) && numberOf(count) === numberOf(target.get('MinCapacity'));
        if (!(count instanceof Undecided)) {
          yield verdict(service, count === undefined || fixed, count === undefined ? 'no count' : `a count of ${count}, and scaling`, 'DesiredCount');
        }
      }
    }
  },
};
