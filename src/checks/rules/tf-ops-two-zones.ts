import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { isDecided, Reference, Value } from '../value';
import { isServed, services } from './support/tasks';

export const twoZones: Rule = {
  id: 'TF-OPS-TwoZones',
  factor: Factor.OPERATION,
  severity: 'warning',
  checks: 'A web process has subnets in more than one zone.',
  why: 'A zone can fail. With one subnet every copy is in it.',
  mend: 'Name a subnet in each of two or more zones.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html',
  * judge(cloud) {
    for (const service of services(cloud).filter(isServed)) {
      const subnets: Value = service.get('NetworkConfiguration.AwsvpcConfiguration.Subnets');
      if (Array.isArray(subnets) && subnets.every((one) => one instanceof Reference || isDecided(one))) {
        const zones = new Set(subnets.map((one) => zoneOf(cloud.target(one)) ?? String(one)));
        yield verdict(service, zones.size > 1, `${subnets.length} subnets, ${zones.size} of them apart`, 'NetworkConfiguration.AwsvpcConfiguration.Subnets');
      }
    }
  },
};

/** The zone as the subnet says it, whatever that will be; a subnet that says nothing counts for itself. */
function zoneOf(subnet: Resource | undefined): string | undefined {
  return subnet?.get('AvailabilityZone') === undefined ? undefined : subnet.written('AvailabilityZone');
}
