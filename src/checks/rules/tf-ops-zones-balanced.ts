import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { numberOf, textOf } from '../value';
import { isRolling, services } from './support/tasks';

export const zonesBalanced: Rule = {
  id: 'TF-OPS-ZonesBalanced',
  factor: Factor.OPERATION,
  severity: 'warning',
  checks: 'A service says that ECS spreads its tasks over the zones again after one has failed, and lets it.',
  why: 'When nothing is said it depends on how old the service is. And at a maximum of 100 percent ECS may start no task elsewhere first.',
  mend: 'Set AvailabilityZoneRebalancing to ENABLED and MaximumPercent above 100.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html',
  * judge(cloud) {
    for (const service of services(cloud).filter((one) => isRolling(one) && (one.get('SchedulingStrategy') ?? 'REPLICA') === 'REPLICA')) {
      const rebalancing = textOf(service.get('AvailabilityZoneRebalancing') ?? 'not set');
      const most = numberOf(service.get('DeploymentConfiguration.MaximumPercent') ?? 200);
      if (rebalancing !== undefined && most !== undefined) {
        yield verdict(service, rebalancing === 'ENABLED' && most > 100, `rebalancing is ${rebalancing}, at most ${most} percent`, 'AvailabilityZoneRebalancing');
      }
    }
  },
};
