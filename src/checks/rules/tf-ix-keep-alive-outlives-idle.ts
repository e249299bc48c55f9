import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { numberOf } from '../value';
import { secondsOf } from './support/durations';
import { loadBalancerAttribute, loadBalancersOf } from './support/load-balancing';
import { Container, containersOf, services, targetGroupsOf, taskDefinitionOf, variablesOf, wordsOf } from './support/tasks';

export const keepAliveOutlivesIdle: Rule = {
  id: 'TF-IX-KeepAliveOutlivesIdle',
  factor: Factor.DISPOSABILITY,
  severity: 'error',
  checks: 'An app keeps idle connections open longer than its load balancer does.',
  why: 'When the app closes first, the load balancer sends a request into the closed connection now and then, and the client gets a 502.',
  mend: 'Set the app\'s keep-alive a few seconds above the load balancer\'s idle timeout (60 seconds unless told otherwise).',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
  * judge(cloud) {
    for (const service of services(cloud)) {
      const task = taskDefinitionOf(cloud, service);
      for (const balancer of balancersOf(cloud, service)) {
        const idle = numberOf(loadBalancerAttribute(balancer, 'idle_timeout.timeout_seconds', '60'));
        for (const { name, seconds } of task ? containersOf(task).flatMap(keepAlivesOf) : []) {
          if (idle !== undefined && seconds !== undefined) {
            yield verdict(task!, seconds > idle, `${name} is ${seconds} s, the load balancer's idle timeout ${idle} s`, 'ContainerDefinitions');
          }
        }
      }
    }
  },
};

function balancersOf(cloud: Cloud, service: Resource): Resource[] {
  return targetGroupsOf(cloud, service).flatMap((one) => loadBalancersOf(cloud, one) ?? []).filter((one) => (one.get('Type') ?? 'application') === 'application');
}

function keepAlivesOf(container: Container): { name: string; seconds?: number }[] {
  const variables = variablesOf(container).filter(([name]) => /^(\w+_)?KEEP_?ALIVE(_TIMEOUT)?(_MS|_S|_SECONDS|_MILLISECONDS)?$/.test(name));
  const flag = /--(?:timeout-keep-alive|keep-alive)[= ](\d+)/.exec((wordsOf(container.definition.Command) ?? []).join(' '));
  const told = variables.map(([name, value]) => ({ name, seconds: secondsOf(name, value) }));
  return [...told, ...flag ? [{ name: flag[0], seconds: Number(flag[1]) }] : []];
}
