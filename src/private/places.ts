import { Environment, IResource, Resource, Stack, Token } from 'aws-cdk-lib';
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

/** Where something that was handed in is used. */
export interface Use {
  /** What uses it, such as `the pipeline`. */
  readonly by: string;
  readonly place: Environment;
  /** Whether it may belong to another account, whose owner lets it be used there. Not what this CDK app defines: nothing here would let it. */
  readonly ofAnyAccount?: boolean;
}

/** Notes a mistake when something that was handed in is elsewhere than where it is used. What is known at deployment only passes. */
export function checkIsNear(problems: Problems, what: string, given: IResource, { by, place, ofAnyAccount }: Use): void {
  const isFree = ofAnyAccount && !Resource.isOwnedResource(given);
  for (const one of knownToDiffer(given.env, place).filter((each) => !isFree || each === 'region')) {
    problems.add(`${what} is ${given.node.path}, which is in the ${one} ${given.env[one]}, while ${by} is in ${place[one]}; give one of that ${one}, ` +
      'or import it in a stack there when it is');
  }
}

/** In what two places are known to differ. */
export function knownToDiffer(there: Environment, here: Environment): ('account' | 'region')[] {
  return (['account', 'region'] as const).filter((one) => isKnown(there[one]) && isKnown(here[one]) && there[one] !== here[one]);
}

/** Whether two stacks are in different accounts or regions. What is known at deployment only is the same for both. */
export function areApart(stack: Stack, other: Stack): boolean {
  return stack.environment !== other.environment;
}

function isKnown(value: string | undefined): boolean {
  return value !== undefined && !Token.isUnresolved(value);
}
