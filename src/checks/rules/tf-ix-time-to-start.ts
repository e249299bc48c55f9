import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { numberOf } from '../value';
import { isServed, services } from './support/tasks';

export const timeToStart: Rule = {
  id: 'TF-IX-TimeToStart',
  factor: Factor.DISPOSABILITY,
  severity: 'warning',
  checks: 'A task behind a load balancer has a grace period before health checks count.',
  why: 'It is 0 when nothing is said: a task that takes a little longer to start is stopped as unhealthy, and so is the next, for ever.',
  mend: 'Set HealthCheckGracePeriodSeconds above the slowest start.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html',
  * judge(cloud) {
    for (const service of services(cloud)) {
      const grace = numberOf(service.get('HealthCheckGracePeriodSeconds') ?? 0);
      if (isServed(service) && grace !== undefined) {
        yield verdict(service, grace > 0, `${grace} s of grace`, 'HealthCheckGracePeriodSeconds');
      }
    }
  },
};
