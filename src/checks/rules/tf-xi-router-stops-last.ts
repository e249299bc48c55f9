import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { listOf, mapOf } from '../value';
import { containersOf, isLogRouter } from './support/tasks';

export const routerStopsLast: Rule = {
  id: 'TF-XI-RouterStopsLast',
  factor: Factor.LOGS,
  severity: 'warning',
  checks: 'Where containers are put in order, each that logs through the router depends on it.',
  why: 'ECS starts the router first and stops it last by itself; an order of your own replaces that one, and last lines are lost.',
  mend: 'Let each container that logs through it depend on the router, as HEALTHY or START.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html',
  * judge(cloud) {
    for (const task of cloud.all('AWS::ECS::TaskDefinition')) {
      const all = containersOf(task);
      const router = all.find(isLogRouter)?.definition.Name;
      const routed = all.filter(({ definition }) => mapOf(definition.LogConfiguration).LogDriver === 'awsfirelens');
      if (typeof router === 'string' && all.some(({ definition }) => definition.DependsOn !== undefined)) {
        for (const { definition, location } of routed) {
          const after = listOf(definition.DependsOn).some((one) => mapOf(one).ContainerName === router);
          yield verdict(task, after, `${definition.Name} ${after ? 'depends' : 'does not depend'} on ${router}`, `${location}.DependsOn`);
        }
      }
    }
  },
};
