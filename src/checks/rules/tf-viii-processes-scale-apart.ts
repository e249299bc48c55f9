import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { Value } from '../value';
import { imageIdentity } from './support/images';
import { containersOf, isLogRouter } from './support/tasks';

export const processesScaleApart: Rule = {
  id: 'TF-VIII-ProcessesScaleApart',
  factor: Factor.CONCURRENCY,
  severity: 'warning',
  checks: 'Two process types of one image are two services.',
  why: 'A web process and a worker in one task can only be scaled, released and restarted together, and each takes the other down.',
  mend: 'Give each process type a task definition and a service of its own.',
  source: 'https://12factor.net/concurrency',
  * judge(cloud) {
    for (const task of cloud.all('AWS::ECS::TaskDefinition')) {
      const apps = containersOf(task).filter((one) => !isLogRouter(one) && one.definition.Essential !== false && imageIdentity(one.definition.Image));
      const twin = apps.find(({ definition }, index) => apps.slice(0, index).some((other) => (
        same(other.definition.Image, definition.Image) && !same(other.definition.Command, definition.Command)
      )));
      if (apps.length > 0) {
        yield verdict(task, !twin, twin ? `${twin.definition.Name} is another process of the same image` : 'one process of an image', 'ContainerDefinitions');
      }
    }
  },
};

function same(one: Value, other: Value): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
