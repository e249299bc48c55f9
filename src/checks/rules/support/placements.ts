import { runs } from './schedules';
import { services, taskDefinitionOf } from './tasks';
import { Cloud } from '../../cloud';
import { Resource } from '../../resource';
import { mapOf, Value, ValueMap } from '../../value';

/** Where in the network a service or a schedule starts its tasks. */
export interface Placement {
  readonly starter: Resource;
  readonly task?: Resource;
  readonly network: ValueMap;
  /** Where it is said, for a finding's location. */
  readonly location: string;
}

/** All that start tasks with an address of their own. */
export function placements(cloud: Cloud): Placement[] {
  return [
    ...services(cloud).map((starter) => ({ starter, task: taskDefinitionOf(cloud, starter), network: vpcOf(starter.get('NetworkConfiguration')), location: 'NetworkConfiguration' })),
    ...runs(cloud).map(({ starter, task, parameters, location }) => (
      { starter, task: cloud.target(task), network: vpcOf(parameters.NetworkConfiguration), location: `${location}.EcsParameters.NetworkConfiguration` }
    )),
  ];
}

/** Rules of EventBridge spell it otherwise than all others. */
function vpcOf(configuration: Value): ValueMap {
  return mapOf(mapOf(configuration).AwsvpcConfiguration ?? mapOf(configuration).AwsVpcConfiguration);
}
