import { Environment, Stack, Token } from 'aws-cdk-lib';
import { Problems } from './problems';

const WELL_FORMED = { account: /^\d{12}$/, region: /^[a-z]+(-[a-z]+)+-\d+$/ };
const EXAMPLE = { account: '111122223333', region: 'eu-west-1' };

/** Notes a mistake where a place is none, or where nothing tells whether it is another place than home. */
export function checkPlace(problems: Problems, what: string, place: Environment | undefined, home: Environment): void {
  for (const one of ['account', 'region'] as const) {
    const given = place?.[one];
    problems.unless(given === undefined || Token.isUnresolved(given) || WELL_FORMED[one].test(given),
      `${what}.${one} is "${given}"; give one such as "${EXAMPLE[one]}"`);
    problems.unless(place === undefined || isKnown(home[one]),
      `${what} is given, but the app does not say its own ${one}, so nothing tells whether the two differ: give the app both, as in ` +
      `env: { account: '${EXAMPLE.account}', region: '${EXAMPLE.region}' }`);
    problems.unless(given === undefined || !Token.isUnresolved(given),
      `${what}.${one} is a token; it has to be known at synthesis, to tell whether it is the app's own: give a plain string`);
  }
}

/** Whether two stacks are in different accounts or regions. What is known at deployment only is the same for both. */
export function areApart(stack: Stack, other: Stack): boolean {
  return stack.environment !== other.environment;
}

function isKnown(value: string | undefined): boolean {
  return value !== undefined && !Token.isUnresolved(value);
}
