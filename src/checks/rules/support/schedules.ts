import { Cloud } from '../../cloud';
import { Resource } from '../../resource';
import { listOf, mapOf, Value, ValueMap } from '../../value';

/** A run of a task that a schedule or an event starts. */
export interface Run {
  /** The schedule or the rule. */
  readonly starter: Resource;
  readonly target: ValueMap;
  readonly parameters: ValueMap;
  readonly task: Value;
  /** Where the target is, for a finding's location. */
  readonly location: string;
}

/** All runs of ECS tasks that EventBridge starts, by its scheduler or by its rules. */
export function runs(cloud: Cloud): Run[] {
  const scheduled = cloud.all('AWS::Scheduler::Schedule').map((starter) => ({ starter, target: mapOf(starter.get('Target')), location: 'Target' }));
  const triggered = cloud.all('AWS::Events::Rule').flatMap((starter) => (
    listOf(starter.get('Targets')).map((one, index) => ({ starter, target: mapOf(one), location: `Targets.${index}` }))
  ));
  return [...scheduled, ...triggered].filter(({ target }) => target.EcsParameters !== undefined).map((one) => {
    const parameters = mapOf(one.target.EcsParameters);
    return { ...one, parameters, task: parameters.TaskDefinitionArn };
  });
}
