import { Duration, Token } from 'aws-cdk-lib';
import { Problems } from './problems';

/** Notes a mistake when a value that something is computed of, or decided by, is known at deployment only. */
export function checkIsKnown(problems: Problems, what: string, value: unknown, remedy: string): void {
  problems.unless(!holdsToken(value), `${what} is a token; it has to be known at synthesis: ${remedy}`);
}

/** Whether a value, or anything in it, is known at deployment only. */
export function holdsToken(value: unknown): boolean {
  if (Token.isUnresolved(value) || value instanceof Duration && value.isUnresolved()) {
    return true;
  }
  if (Array.isArray(value)) {
    return value.some(holdsToken);
  }
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype && Object.entries(value).flat().some(holdsToken);
}

/** Notes a mistake when a number is not whole or out of range. Tokens pass. */
export function checkWholeNumber(problems: Problems, what: string, value: number | undefined, min: number, max: number, why?: string): void {
  if (value === undefined || Token.isUnresolved(value)) {
    return;
  }
  problems.must(Number.isInteger(value) && value >= min && value <= max, what, `a whole number from ${min} to ${max}${why ? ` (${why})` : ''}`, value);
}

/**
 * Notes a mistake when it is not a number of releases that can be kept. Parameter Store remembers the last hundred versions of the current entry,
 * which tell which releases worked.
 */
export function checkReleasesKept(problems: Problems, value: number | undefined): void {
  checkWholeNumber(problems, 'releasesKept', value, 2, 100, 'the current release and at least one to go back to');
}

/** Notes a mistake when a duration is out of range, told in seconds. A token has a unit that nothing can convert. */
export function checkSeconds(problems: Problems, what: string, value: Duration | undefined, min: number, max: number, why?: string): void {
  checkIsKnown(problems, what, value, 'give a plain duration, such as Duration.seconds(60)');
  if (value === undefined || value.isUnresolved()) {
    return;
  }
  const seconds = value.toSeconds({ integral: false });
  problems.unless(Number.isInteger(seconds) && seconds >= min && seconds <= max,
    `${what} must be from ${min} to ${max} whole seconds${why ? ` (${why})` : ''}, got ${seconds} seconds`);
}

/** Notes a mistake when a command is empty or has an empty word. */
export function checkCommand(problems: Problems, what: string, command: string[] | undefined): void {
  if (command === undefined || Token.isUnresolved(command)) {
    return;
  }
  problems.must(command.length > 0 && command.every((word) => word !== ''), what,
    'the program and its arguments as separate, non-empty words, such as ["node", "dist/worker.js"]', command);
}

/** Notes a mistake when text is too short or too long. Tokens pass. */
export function checkLength(problems: Problems, what: string, text: string | undefined, min: number, max: number): void {
  problems.must(text === undefined || Token.isUnresolved(text) || text.length >= min && text.length <= max, what, `${min} to ${max} characters`, text);
}

/** Notes a mistake when this is no path that a load balancer can ask for. Tokens pass. */
export function checkPath(problems: Problems, what: string, path: string | undefined): void {
  problems.must(path === undefined || Token.isUnresolved(path) || /^\/[^\s?#]{0,1023}$/.test(path), what, 'a path that starts with "/", such as "/"', path);
}
