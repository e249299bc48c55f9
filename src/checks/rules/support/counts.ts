import { services } from './tasks';
import { Cloud } from '../../cloud';
import { Resource } from '../../resource';
import { numberOf, possibilities } from '../../value';

/** The scalable targets that set a service's count. */
export function scalableTargetsOf(cloud: Cloud, service: Resource): Resource[] {
  return cloud.all('AWS::ApplicationAutoScaling::ScalableTarget').filter((one) => (
    one.get('ScalableDimension') === 'ecs:service:DesiredCount' && one.mentions('ResourceId').includes(service)
  ));
}

/** The fewest copies of a running service that the template asks for: what its scaling keeps, or its count. */
export function fewestCopies(cloud: Cloud, service: Resource): number | undefined {
  const [target] = scalableTargetsOf(cloud, service);
  const counts = possibilities(target ? target.get('MinCapacity') : service.get('DesiredCount') ?? 1).map(numberOf);
  const running = counts.filter((one) => one !== 0);
  return counts.includes(undefined) || running.length === 0 ? undefined : Math.min(...running as number[]);
}

/** The services that scale by these policies, with all of their policies. */
export function scalingPolicies(cloud: Cloud): { service: Resource; policies: Resource[] }[] {
  return services(cloud).map((service) => {
    const targets = scalableTargetsOf(cloud, service);
    const policies = cloud.all('AWS::ApplicationAutoScaling::ScalingPolicy').filter((one) => (
      one.mentions('ScalingTargetId').some((target) => targets.includes(target)) || one.mentions('ResourceId').includes(service)
    ));
    return { service, policies };
  });
}
