import { Cloud } from '../../cloud';
import { Resource } from '../../resource';
import { listOf, mapOf, Undecided, Value } from '../../value';

/** An attribute of a target group; what the service takes when the template says nothing. */
export function targetGroupAttribute(group: Resource, key: string, fallback: string): Value {
  return attribute(group.get('TargetGroupAttributes'), key, fallback);
}

/** An attribute of a load balancer, likewise. */
export function loadBalancerAttribute(loadBalancer: Resource, key: string, fallback: string): Value {
  return attribute(loadBalancer.get('LoadBalancerAttributes'), key, fallback);
}

function attribute(attributes: Value, key: string, fallback: string): Value {
  if (attributes instanceof Undecided || listOf(attributes).some((one) => one instanceof Undecided)) {
    return Undecided.VALUE;
  }
  const found = listOf(attributes).map(mapOf).find((one) => one.Key === key);
  return found ? found.Value : fallback;
}

/** The listeners and listener rules that forward to a target group. */
export function forwarding(cloud: Cloud, group: Resource): Resource[] {
  return cloud.all('AWS::ElasticLoadBalancingV2::Listener', 'AWS::ElasticLoadBalancingV2::ListenerRule')
    .filter((one) => [...one.mentions('DefaultActions'), ...one.mentions('Actions')].includes(group));
}

/** The load balancers that send requests to a target group; nothing when one of them is not of this app. */
export function loadBalancersOf(cloud: Cloud, group: Resource): Resource[] | undefined {
  const listeners = forwarding(cloud, group).map((one) => one.type.endsWith('Rule') ? cloud.target(one.get('ListenerArn')) : one);
  const found = listeners.map((one) => one && cloud.target(one.get('LoadBalancerArn')));
  return found.length > 0 && found.every((one) => one !== undefined) ? [...new Set(found as Resource[])] : undefined;
}
