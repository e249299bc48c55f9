import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { listOf, mapOf, textOf } from '../value';
import { isServed, services } from './support/tasks';

export const webNotOnSpotAlone: Rule = {
  id: 'TF-IX-WebNotOnSpotAlone',
  factor: Factor.DISPOSABILITY,
  severity: 'warning',
  checks: 'A web process has copies that are not on Spot capacity.',
  why: 'An interruption sends SIGTERM without draining first, to all copies at once when the capacity is gone, and there may be none to replace them.',
  mend: 'Give FARGATE a base in the capacity provider strategy.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html',
  * judge(cloud) {
    for (const service of services(cloud).filter(isServed)) {
      const providers = listOf(service.get('CapacityProviderStrategy')).map((one) => textOf(mapOf(one).CapacityProvider));
      if (providers.length > 0 && !providers.includes(undefined)) {
        yield verdict(service, providers.some((one) => one !== 'FARGATE_SPOT'), `runs on ${providers.join(', ')}`, 'CapacityProviderStrategy');
      }
    }
  },
};
