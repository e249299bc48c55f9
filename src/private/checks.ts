import { Duration, Token } from 'aws-cdk-lib';
import { Problems } from './problems';

/** Notes a mistake when a number is not whole or out of range. Tokens pass. */
export function checkWholeNumber(problems: Problems, what: string, value: number | undefined, min: number, max: number, why?: string): void {
  if (value === undefined || Token.isUnresolved(value)) {
    return;
  }
  problems.unless(Number.isInteger(value) && value >= min && value <= max,
    `${what} is ${value}; it must be a whole number from ${min} to ${max}${why ? ` (${why})` : ''}`);
}

/**
 * Notes a mistake when it is not a number of releases that can be kept. Parameter Store remembers the last hundred versions of the current entry,
 * which tell which releases worked.
 */
export function checkReleasesKept(problems: Problems, value: number | undefined): void {
  checkWholeNumber(problems, 'releasesKept', value, 2, 100, 'the current release and at least one to go back to');
}

/** Notes a mistake when a duration is out of range, told in seconds. Tokens pass. */
export function checkSeconds(problems: Problems, what: string, value: Duration | undefined, min: number, max: number, why?: string): void {
  if (value === undefined || value.isUnresolved()) {
    return;
  }
  const seconds = value.toSeconds({ integral: false });
  problems.unless(Number.isInteger(seconds) && seconds >= min && seconds <= max,
    `${what} is ${seconds} seconds; it must be from ${min} to ${max} seconds${why ? ` (${why})` : ''}`);
}

/** Notes a mistake when a command is empty or has an empty word. */
export function checkCommand(problems: Problems, what: string, command: string[] | undefined): void {
  if (command === undefined || Token.isUnresolved(command)) {
    return;
  }
  problems.unless(command.length > 0 && command.every((word) => word !== ''),
    `${what} is ${JSON.stringify(command)}; give the program and its arguments as separate, non-empty words, such as ['node', 'dist/worker.js']`);
}
