import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { numberOf } from '../value';
import { fewestCopies } from './support/counts';
import { isRolling, isServed, services } from './support/tasks';

export const keepsCapacity: Rule = {
  id: 'TF-IX-KeepsCapacity',
  factor: Factor.DISPOSABILITY,
  severity: 'warning',
  checks: 'A release of a web process leaves as many copies in service as before.',
  why: 'Below 100 percent, ECS stops copies before it starts their successors: the others carry the whole load, just when new code begins to run.',
  mend: 'Set MinimumHealthyPercent to 100 and MaximumPercent to 200.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html',
  * judge(cloud) {
    for (const service of services(cloud).filter((one) => isRolling(one) && isServed(one))) {
      const least = numberOf(service.get('DeploymentConfiguration.MinimumHealthyPercent') ?? 100);
      const copies = fewestCopies(cloud, service);
      if (least !== undefined && copies !== undefined) {
        // Rounded up, so that one copy stays one copy at 50 percent.
        const left = Math.ceil(copies * Math.min(least, 100) / 100);
        yield verdict(service, left >= copies, `${left} of ${copies} stay in service at ${least} percent`, 'DeploymentConfiguration.MinimumHealthyPercent');
      } else if (least !== undefined && least >= 100) {
        yield verdict(service, true, `all stay in service at ${least} percent`, 'DeploymentConfiguration.MinimumHealthyPercent');
      }
    }
  },
};
