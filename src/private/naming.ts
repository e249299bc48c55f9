import { Token } from 'aws-cdk-lib';
import { Problems } from './problems';

/** Task families and schedules are named `<app>-<environment>-<task>`, and a schedule's name has 64 characters at the most. */
export const LONGEST_NAME = { app: 24, environment: 16, task: 20 };

/** Ids that the CDK gives a meaning, and keys that every object of JavaScript has. */
const TAKEN = ['Default', 'Resource', ...Object.getOwnPropertyNames(Object.prototype)];

const NAME = /^[A-Za-z](?:-?[A-Za-z0-9])*$/;

/** A name that becomes part of stack, parameter, task family and schedule names at once. */
export function checkName(problems: Problems, what: string, name: string, maxLength: number): void {
  if (Token.isUnresolved(name)) {
    problems.add(`${what} is a token; it names stacks and parameters and must be known at synthesis: give a plain string`);
    return;
  }
  problems.unless(NAME.test(name) && name.length >= 2 && name.length <= maxLength,
    `${what} is "${name}"; it must start with a letter, hold only letters, digits and single hyphens between them, ` +
    `and be 2 to ${maxLength} characters long, because stacks, parameters and task families are named after it`);
  problems.unless(!TAKEN.includes(name) && !TAKEN.includes(pascalCase(name)),
    `${what} is "${name}", which means something else to the CDK or to JavaScript; choose another name`);
}

/** `pre-production` becomes `PreProduction`: stacks, stages and outputs are written that way. */
export function pascalCase(name: string): string {
  return name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** The names that occur more than once when upper and lower case are the same, and hyphens are not there. */
export function duplicates(names: string[]): string[] {
  const seen = new Map<string, string>();
  const found = new Set<string>();
  for (const name of names) {
    const plain = name.toLowerCase().replace(/-/g, '');
    const earlier = seen.get(plain);
    if (earlier !== undefined) {
      found.add(earlier === name ? name : `${earlier}" and "${name}`);
    }
    seen.set(plain, name);
  }
  return [...found];
}
