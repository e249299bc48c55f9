import { Cloud } from '../../cloud';
import { Resource } from '../../resource';
import { listOf, mapOf, ValueMap } from '../../value';

/** A container of a task definition. */
export interface Container {
  readonly task: Resource;
  readonly definition: ValueMap;
  /** Its place, for a finding's location. */
  readonly location: string;
}

/** All containers that the app runs on Fargate or EC2. */
export function containers(cloud: Cloud): Container[] {
  return cloud.all('AWS::ECS::TaskDefinition').flatMap(containersOf);
}

/** The containers of one task definition. */
export function containersOf(task: Resource): Container[] {
  return listOf(task.get('ContainerDefinitions')).map((one, index) => (
    { task, definition: mapOf(one), location: `ContainerDefinitions.${index}` }
  ));
}

/** The task definition that a service runs; nothing when that is not known. */
export function taskDefinitionOf(cloud: Cloud, service: Resource): Resource | undefined {
  return cloud.target(service.get('TaskDefinition'));
}

/** The target groups that a service registers with. */
export function targetGroupsOf(cloud: Cloud, service: Resource): Resource[] {
  return listOf(service.get('LoadBalancers')).map((one) => cloud.target(mapOf(one).TargetGroupArn)).filter((one): one is Resource => one !== undefined);
}
