import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { listOf, mapOf, numberOf } from '../value';
import { concerns, covers, rulesOf, securityGroups } from './support/firewalls';
import { loadBalancersOf } from './support/load-balancing';
import { services } from './support/tasks';

export const reachableFromLoadBalancer: Rule = {
  id: 'TF-VII-ReachableFromLoadBalancer',
  factor: Factor.PORT_BINDING,
  severity: 'error',
  checks: 'The security groups let the load balancer through to the port that the process binds.',
  why: 'Otherwise each health check times out, and ECS starts and stops tasks for ever.',
  mend: 'Allow the load balancer\'s security group in at the container\'s port, and out to it.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html',
  * judge(cloud) {
    for (const service of services(cloud)) {
      const own = securityGroups(cloud, service.get('NetworkConfiguration.AwsvpcConfiguration.SecurityGroups'));
      for (const registered of own ? listOf(service.get('LoadBalancers')).map(mapOf) : []) {
        const group = cloud.target(registered.TargetGroupArn);
        const port = numberOf(registered.ContainerPort);
        for (const balancer of port !== undefined && group ? loadBalancersOf(cloud, group) ?? [] : []) {
          const theirs = securityGroups(cloud, balancer.get('SecurityGroups'));
          const open = theirs && both(passes(cloud, own!, 'Ingress', theirs, port!), passes(cloud, theirs, 'Egress', own!, port!));
          if (open !== undefined) {
            yield verdict(service, open, `${balancer.logicalId} ${open ? 'reaches' : 'does not reach'} port ${port}`, 'NetworkConfiguration.AwsvpcConfiguration.SecurityGroups');
          }
        }
      }
    }
  },
};

/** Whether some rule of these groups lets the others through; nothing when a rule cannot be read. */
function passes(cloud: Cloud, groups: Resource[], direction: 'Ingress' | 'Egress', others: Resource[], port: number): boolean | undefined {
  const rules = groups.map((one) => rulesOf(cloud, one, direction));
  if (rules.includes(undefined)) {
    return undefined;
  }
  // A group that says nothing lets everything out.
  if (direction === 'Egress' && rules.some((one) => one!.length === 0)) {
    return true;
  }
  const says = rules.flatMap((one) => one!).map((one) => both(covers(one, port), concerns(one, others, cloud)));
  return says.includes(true) ? true : says.includes(undefined) ? undefined : false;
}

function both(one: boolean | undefined, other: boolean | undefined): boolean | undefined {
  return one === false || other === false ? false : one && other;
}
