import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { listOf, mapOf, numberOf } from '../value';
import { both, passes, securityGroups } from './support/firewalls';
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
