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
