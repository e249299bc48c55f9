import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { numberOf } from '../value';
import { targetGroupAttribute } from './support/load-balancing';
import { actions } from './support/pipelines';
import { containersOf, DEFAULT_STOP_TIMEOUT, targetGroupsOf, taskDefinitionOf } from './support/tasks';

export const deployHasTime: Rule = {
  id: 'TF-V-DeployHasTime',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'error',
  checks: 'The pipeline waits longer for a deployment than one task takes to start, drain and stop.',
  why: 'ECS replaces a task only after its grace, its drain and its stop. An action that gives up before that fails each good release.',
  mend: 'Shorten the deregistration delay, or raise DeploymentTimeout.',
  source: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html',
  * judge(cloud) {
    for (const { pipeline, provider, configuration, location } of actions(cloud)) {
      const service = provider === 'ECS' ? cloud.target(configuration.ServiceName) : undefined;
      const [minutes, needed] = [numberOf(configuration.DeploymentTimeout ?? 60), service && secondsNeeded(cloud, service)];
      if (minutes !== undefined && needed !== undefined) {
        yield verdict(pipeline, needed < minutes * 60, `waits ${minutes} min, a task takes ${needed} s`, `${location}.Configuration.DeploymentTimeout`);
      }
    }
  },
};

function secondsNeeded(cloud: Cloud, service: Resource): number | undefined {
  const task = taskDefinitionOf(cloud, service);
  const stops = task && containersOf(task).map(({ definition }) => numberOf(definition.StopTimeout ?? DEFAULT_STOP_TIMEOUT));
  const drains = targetGroupsOf(cloud, service).map((one) => numberOf(targetGroupAttribute(one, 'deregistration_delay.timeout_seconds', '300')));
  const all = [...drains, ...stops ?? []];
  return stops && drains.length > 0 && !all.includes(undefined) ? Math.max(...drains as number[]) + Math.max(...stops as number[]) : undefined;
}
