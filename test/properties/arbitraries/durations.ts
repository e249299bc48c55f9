import { Duration } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { whole } from './text';
import { Writer, Written } from '../support/written';

/** Durations of whole seconds within limits, written in any unit that can say them. */
export function seconds(min: number, max: number): Writer<Duration> {
  return whole(min, max).chain((value) => fc.constantFrom(...unitsOf(value)));
}

/** Durations of whole minutes within limits. */
export function minutes(min: number, max: number): Writer<Duration> {
  return whole(min, max).chain((value) => fc.constantFrom(...unitsOf(value * 60)));
}

function unitsOf(value: number): Written<Duration>[] {
  const millis = new Written(`Duration.millis(${value * 1000})`, () => Duration.millis(value * 1000));
  const others = ([['seconds', 1], ['minutes', 60], ['hours', 3600]] as const).filter(([, size]) => value % size === 0).map(([unit, size]) => (
    new Written(`Duration.${unit}(${value / size})`, () => Duration[unit](value / size))
  ));
  return [millis, ...others];
}
