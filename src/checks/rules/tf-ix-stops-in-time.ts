import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { numberOf } from '../value';
import { targetGroupAttribute } from './support/load-balancing';
import { containersOf, targetGroupsOf, taskDefinitionOf } from './support/tasks';

/** What ECS gives a container on Fargate when the task definition says nothing, in seconds. */
const DEFAULT_STOP_TIMEOUT = 30;

export const stopsInTime: Rule = {
  id: 'TF-IX-StopsInTime',
  factor: Factor.DISPOSABILITY,
  severity: 'warning',
  checks: 'A container behind a load balancer may run on for as long as the load balancer drains its connections.',
  why: 'ECS kills a container at its stop timeout. When that is shorter than the deregistration delay, requests that the load balancer still waits for are cut off.',
  mend: 'Set the deregistration delay below the container\'s stop timeout (at most 120 seconds on Fargate).',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html',
  * judge(cloud) {
    for (const service of cloud.all('AWS::ECS::Service')) {
      const task = taskDefinitionOf(cloud, service);
      for (const group of targetGroupsOf(cloud, service)) {
        const delay = numberOf(targetGroupAttribute(group, 'deregistration_delay.timeout_seconds', '300'));
        for (const { definition, location } of task ? containersOf(task).filter((one) => one.definition.PortMappings !== undefined) : []) {
          const stop = numberOf(definition.StopTimeout ?? DEFAULT_STOP_TIMEOUT);
          if (delay !== undefined && stop !== undefined) {
            yield verdict(task!, delay <= stop, `the load balancer drains for ${delay} s, the container is killed after ${stop} s`, `${location}.StopTimeout`);
          }
        }
      }
    }
  },
};
