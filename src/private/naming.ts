import { Token } from 'aws-cdk-lib';
import { Problems } from './problems';
import { quoted } from './show';

/** Task families and schedules are named `<app>-<environment>-<task>`, and a schedule's name has 64 characters at the most. */
export const LONGEST_NAME = { app: 24, environment: 16, task: 20 };

/** Ids that the CDK gives a meaning, and keys that every object of JavaScript has. */
const TAKEN = ['Default', 'Resource', ...Object.getOwnPropertyNames(Object.prototype)];

const NAME = /^[A-Za-z](?:-?[A-Za-z0-9])*$/;

/**
 * The name of an app. Its ledgers are parameters whose names begin with it. No other service reserves a prefix for what is named after an app, an
 * environment or a task: CloudFormation, CodePipeline, CodeCommit, AppConfig, Scheduler, ECS and IAM take any of these names, and ECR takes them in
 * lower case; tags reserve `aws:`, which no name can hold.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export function checkAppName(problems: Problems, what: string, name: string | undefined, remedy?: string): void {
  checkName(problems, what, name, LONGEST_NAME.app, remedy);
  problems.unless(name === undefined || Token.isUnresolved(name) || !/^(aws|ssm)/i.test(name),
    `${what} must not start with "aws" or "ssm" in upper or lower case, because Systems Manager refuses parameters of such names, got ${quoted(name ?? '')}` +
    `; ${remedy ?? 'choose another name'}`);
}

/** A name that becomes part of stack, parameter, task family and schedule names at once. */
export function checkName(problems: Problems, what: string, name: string | undefined, maxLength: number, remedy?: string): void {
  if (name === undefined || Token.isUnresolved(name)) {
    problems.unless(name === undefined, `${what} must be a plain string that is known at synthesis (it names stacks and parameters), got a token`);
    return;
  }
  const orElse = remedy === undefined ? '' : `; ${remedy}`;
  problems.unless(NAME.test(name) && name.length >= 2 && name.length <= maxLength,
    `${what} must be 2 to ${maxLength} letters, digits and single hyphens between them, with a letter first (stacks, parameters and task families are named ` +
    `after it), got ${quoted(name)}${orElse}`);
  problems.unless(!TAKEN.includes(name) && !TAKEN.includes(pascalCase(name)),
    `${what} must be a name with no other meaning to the CDK or to JavaScript, got ${quoted(name)}${orElse}`);
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
