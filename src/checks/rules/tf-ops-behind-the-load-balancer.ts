import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { isForAnyone, rulesOf, securityGroups } from './support/firewalls';
import { loadBalancersOf } from './support/load-balancing';
import { services, targetGroupsOf } from './support/tasks';

export const behindTheLoadBalancer: Rule = {
  id: 'TF-OPS-BehindTheLoadBalancer',
  factor: Factor.OPERATION,
  severity: 'warning',
  checks: 'Tasks behind an application load balancer take requests from that alone.',
  why: 'A security group that is open to the world lets clients past the load balancer: past its TLS, its firewall and its logs.',
  mend: 'Allow the load balancer\'s security group in, instead of addresses.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/bestpracticesguide/security-network.html',
  * judge(cloud) {
    for (const service of services(cloud)) {
      const balancers = targetGroupsOf(cloud, service).flatMap((one) => loadBalancersOf(cloud, one) ?? []);
      const own = securityGroups(cloud, service.get('NetworkConfiguration.AwsvpcConfiguration.SecurityGroups'));
      const rules = own?.map((one) => rulesOf(cloud, one, 'Ingress'));
      // A network load balancer may pass on its clients' addresses.
      const behind = balancers.length > 0 && balancers.every((one) => (one.get('Type') ?? 'application') === 'application');
      if (behind && rules && !rules.includes(undefined)) {
        const open = rules.flatMap((one) => one!).some(isForAnyone);
        yield verdict(service, !open, open ? 'anyone may reach its tasks' : 'only named sources reach its tasks', 'NetworkConfiguration.AwsvpcConfiguration.SecurityGroups');
      }
    }
  },
};
