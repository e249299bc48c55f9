import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { numberOf } from '../value';
import { targetGroupAttribute } from './support/load-balancing';
import { containersOf, DEFAULT_STOP_TIMEOUT, targetGroupsOf, taskDefinitionOf } from './support/tasks';

export const stopsInTime: Rule = {
  id: 'TF-IX-StopsInTime',
  factor: Factor.DISPOSABILITY,
  severity: 'warning',
  checks: 'A load balancer drains a container no longer than the container may take to stop.',
  why: 'A release waits for the drain of each task, 300 seconds if nothing is said. And a task that is stopped by hand or by a Spot interruption '
    + 'gets its signal at once: what is not done by its stop timeout is cut off, while the load balancer still waits for it.',
  mend: 'Set the deregistration delay to the longest request, and StopTimeout at least as high (at most 120 seconds on Fargate).',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html',
  * judge(cloud) {
    for (const service of cloud.all('AWS::ECS::Service')) {
      const task = taskDefinitionOf(cloud, service);
      const serving = task ? containersOf(task).filter((one) => one.definition.PortMappings !== undefined) : [];
      for (const group of targetGroupsOf(cloud, service)) {
        const delay = numberOf(targetGroupAttribute(group, 'deregistration_delay.timeout_seconds', '300'));
        for (const { definition } of serving) {
          const stop = numberOf(definition.StopTimeout ?? DEFAULT_STOP_TIMEOUT);
          if (delay !== undefined && stop !== undefined) {
            yield verdict(group, delay <= stop, `drains for ${delay} s, ${definition.Name} has ${stop} s to stop`, 'TargetGroupAttributes');
          }
        }
      }
    }
  },
};
