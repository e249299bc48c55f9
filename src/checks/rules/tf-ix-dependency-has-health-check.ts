import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { listOf, mapOf } from '../value';
import { containersOf, nameOf } from './support/tasks';

export const dependencyHasHealthCheck: Rule = {
  id: 'TF-IX-DependencyHasHealthCheck',
  factor: Factor.DISPOSABILITY,
  severity: 'error',
  checks: 'A container that another waits for to be healthy has a health check.',
  why: 'ECS ignores the HEALTHCHECK of an image. Without one in the task definition nothing ever gets healthy, and the other container never starts.',
  mend: 'Give the container a HealthCheck, or wait for START.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html',
  * judge(cloud) {
    for (const task of cloud.all('AWS::ECS::TaskDefinition')) {
      const all = containersOf(task);
      for (const container of all) {
        for (const awaited of listOf(container.definition.DependsOn).map(mapOf).filter((one) => one.Condition === 'HEALTHY')) {
          const other = all.find(({ definition }) => definition.Name === awaited.ContainerName);
          if (other) {
            const checked = other.definition.HealthCheck !== undefined;
            yield verdict(task, checked, `${nameOf(container)} waits for ${nameOf(other)}, which has ${checked ? 'a' : 'no'} health check`, `${other.location}.HealthCheck`);
          }
        }
      }
    }
  },
};
