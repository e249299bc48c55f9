import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { textOf } from '../value';
import { scalingPolicies } from './support/counts';
import { containersOf, isServed, taskDefinitionOf, variablesOf } from './support/tasks';

const RESOURCE_METRICS = ['ECSServiceAverageCPUUtilization', 'ECSServiceAverageMemoryUtilization'];

export const workerScalesOnBacklog: Rule = {
  id: 'TF-VIII-WorkerScalesOnBacklog',
  factor: Factor.CONCURRENCY,
  severity: 'warning',
  checks: 'A worker on a queue scales by what waits in it.',
  why: 'A worker that waits for something else is idle by its CPU while the queue grows; and a full queue is not seen until it is late.',
  mend: 'Scale by the queue\'s depth or the age of its oldest message, in tasks.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html',
  * judge(cloud) {
    for (const { service, policies } of scalingPolicies(cloud)) {
      const kinds = policies.map((one) => textOf(one.get('TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.PredefinedMetricType')));
      if (policies.length > 0 && isServed(service) === false && worksOnQueue(cloud, service)) {
        const byLoadAlone = kinds.every((one) => one !== undefined && RESOURCE_METRICS.includes(one));
        yield verdict(service, !byLoadAlone, byLoadAlone ? `scales by ${kinds.join(', ')}` : 'scales by a metric of its own', 'ServiceName');
      }
    }
  },
};

function worksOnQueue(cloud: Cloud, service: Resource): boolean {
  const task = taskDefinitionOf(cloud, service);
  return task !== undefined && containersOf(task).flatMap(variablesOf).some(([, value]) => cloud.target(value)?.type === 'AWS::SQS::Queue');
}
