import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { booleanOf, listOf, mapOf, textOf } from '../value';
import { containersOf, servicesOf } from './support/tasks';

export const crashIsNoticed: Rule = {
  id: 'TF-IX-CrashIsNoticed',
  factor: Factor.DISPOSABILITY,
  severity: 'error',
  checks: 'A task stops when the container that serves requests does; some container of a task is essential.',
  why: 'ECS replaces a task, not a container: one that is not essential crashes, and nobody starts it again. A task with no essential one is refused.',
  mend: 'Leave Essential out, or set it to true, on the container that does the work.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
  * judge(cloud) {
    for (const task of cloud.all('AWS::ECS::TaskDefinition')) {
      const all = containersOf(task).map(({ definition }) => ({ name: textOf(definition.Name), essential: booleanOf(definition.Essential ?? true) }));
      if (all.length > 0 && !all.some((one) => one.essential === undefined)) {
        const served = servingOf(cloud, task);
        const lost = all.find((one) => !one.essential && (served.includes(one.name) || all.every((other) => !other.essential)));
        yield verdict(task, !lost, lost ? `${lost.name ?? 'a container'} is not essential` : 'what does the work is essential', 'ContainerDefinitions');
      }
    }
  },
};

/** The containers that services register with load balancers. */
function servingOf(cloud: Cloud, task: Resource): (string | undefined)[] {
  return servicesOf(cloud, task).flatMap((one) => listOf(one.get('LoadBalancers'))).map((one) => textOf(mapOf(one).ContainerName));
}
