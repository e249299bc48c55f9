import { Container, containers } from './tasks';
import { Cloud } from '../../cloud';
import { mapOf, Undecided, Value } from '../../value';

/** A container, and what its log driver is told. */
export interface LoggingContainer extends Container {
  readonly options: Value;
}

/** The containers that log by a driver whose options are decided. */
export function logging(cloud: Cloud, driver: 'awslogs' | 'awsfirelens'): LoggingContainer[] {
  return containers(cloud).filter(({ definition }) => mapOf(definition.LogConfiguration).LogDriver === driver)
    .map((one) => ({ ...one, options: mapOf(one.definition.LogConfiguration).Options ?? {} }))
    .filter(({ options }) => !(options instanceof Undecided));
}
