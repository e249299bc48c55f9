import { Cloud } from '../../cloud';
import { Resource } from '../../resource';
import { listOf, mapOf, textOf, Value, ValueMap } from '../../value';

/** What ECS gives a container when the task definition says nothing, in seconds. */
export const DEFAULT_STOP_TIMEOUT = 30;

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

/** What the container is called, for evidence. */
export function nameOf({ definition }: Container): string {
  return String(definition.Name ?? 'a container');
}

/** Whether it is a FireLens log router: it brings its own user, configuration and files. */
export function isLogRouter({ definition }: Container): boolean {
  return definition.FirelensConfiguration !== undefined;
}

/** The variables of a container's environment, by name. */
export function variablesOf({ definition }: Container): [string, Value][] {
  return pairs(definition.Environment, 'Value');
}

/** The secrets that are injected into a container, by the name of the variable. */
export function secretsOf({ definition }: Container): [string, Value][] {
  return pairs(definition.Secrets, 'ValueFrom');
}

function pairs(list: Value, key: string): [string, Value][] {
  return listOf(list).map(mapOf).filter((one) => typeof one.Name === 'string').map((one) => [one.Name as string, one[key]]);
}

/** The words that a container is started with, or nothing when the image or the deployment says. */
export function wordsOf(value: Value): string[] | undefined {
  const words = Array.isArray(value) ? value.map(textOf) : [];
  return words.length > 0 && words.every((one) => one !== undefined) ? words as string[] : undefined;
}

/** The services of the app. */
export function services(cloud: Cloud): Resource[] {
  return cloud.all('AWS::ECS::Service');
}

/** The task definition that a service runs; nothing when that is not known. */
export function taskDefinitionOf(cloud: Cloud, service: Resource): Resource | undefined {
  return cloud.target(service.get('TaskDefinition'));
}

/** The services that run a task definition. */
export function servicesOf(cloud: Cloud, task: Resource): Resource[] {
  return services(cloud).filter((one) => taskDefinitionOf(cloud, one) === task);
}

/** The target groups that a service registers with. */
export function targetGroupsOf(cloud: Cloud, service: Resource): Resource[] {
  return listOf(service.get('LoadBalancers')).map((one) => cloud.target(mapOf(one).TargetGroupArn)).filter((one): one is Resource => one !== undefined);
}

/** Whether a service stands behind a load balancer; nothing when that is not decided. */
export function isServed(service: Resource): boolean | undefined {
  const balancers = service.get('LoadBalancers');
  return balancers === undefined ? false : Array.isArray(balancers) ? balancers.length > 0 : undefined; // the CDK writes an empty list
}

/** Whether ECS itself replaces the tasks, as it does when nothing else is said. */
export function isRolling(service: Resource): boolean | undefined {
  const controller = service.get('DeploymentController.Type') ?? 'ECS';
  const strategy = service.get('DeploymentConfiguration.Strategy') ?? 'ROLLING';
  const [known, other] = [textOf(controller), textOf(strategy)];
  return known === undefined || other === undefined ? undefined : known === 'ECS' && other === 'ROLLING';
}

/** Whether a task definition may run on Fargate. */
export function isFargate(task: Resource): boolean {
  return listOf(task.get('RequiresCompatibilities')).includes('FARGATE');
}
