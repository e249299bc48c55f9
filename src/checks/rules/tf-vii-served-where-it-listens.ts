import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { listOf, mapOf, numberOf, textOf, Undecided, ValueMap } from '../value';
import { containersOf, services, taskDefinitionOf, variablesOf } from './support/tasks';

export const servedWhereItListens: Rule = {
  id: 'TF-VII-ServedWhereItListens',
  factor: Factor.PORT_BINDING,
  severity: 'error',
  checks: 'The port that a service registers is one that its container maps, the one that PORT tells the app, and where health is asked.',
  why: 'ECS refuses a service whose container has no such port; and an app that listens on another is never healthy.',
  mend: 'Use one number for PORT, the port mapping and the service\'s load balancer.',
  source: 'https://12factor.net/port-binding',
  * judge(cloud) {
    for (const service of services(cloud)) {
      const task = taskDefinitionOf(cloud, service);
      for (const registered of task ? listOf(service.get('LoadBalancers')).map(mapOf) : []) {
        const container = containersOf(task!).find(({ definition }) => definition.Name === registered.ContainerName);
        const port = numberOf(registered.ContainerPort);
        const told = container && numberOf(variablesOf(container).find(([name]) => name === 'PORT')?.[1]);
        const mapped = container ? portsOf(container.definition) : isAllNamed(task!.get('ContainerDefinitions')) ? [] : undefined;
        if (port !== undefined && mapped && textOf(registered.ContainerName)) {
          const health = numberOf(cloud.target(registered.TargetGroupArn)?.get('HealthCheckPort')) ?? port;
          const kept = mapped.includes(port) && mapped.includes(health) && (told === undefined || told === port);
          yield verdict(service, kept, `registers port ${port}; health at ${health}; mapped: ${mapped.join(', ') || 'none'}; PORT: ${told ?? 'not set'}`, 'LoadBalancers');
        }
      }
    }
  },
};

function portsOf({ PortMappings }: ValueMap): number[] | undefined {
  const ports = listOf(PortMappings).map((one) => numberOf(mapOf(one).ContainerPort));
  return PortMappings instanceof Undecided || ports.includes(undefined) ? undefined : ports as number[];
}

function isAllNamed(definitions: unknown): boolean {
  return Array.isArray(definitions) && definitions.every((one) => textOf(mapOf(one).Name) !== undefined);
}
