import { Environment, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Problems } from './problems';

/** Something whose name has to be its own within an account and region. */
export interface NamedConstruct<T extends IConstruct> {
  readonly construct: T;
  readonly isOne: (other: IConstruct) => other is T;
  readonly nameOf: (one: T) => string;
  readonly placeOf: (one: T) => Environment;
  /** Whether names that differ in upper and lower case only are the same. */
  readonly ignoreCase?: boolean;
}

/** What has been looked at so far in each CDK app: to go through all constructs for each would take ever longer. */
const NAMED = new WeakMap<IConstruct, IConstruct[]>();

/** Notes a mistake when something else in the CDK app has the same name in the same account and region. Two unknown places are the same. */
export function checkIsUnique<T extends IConstruct>(
  problems: Problems, what: string, { construct, isOne, nameOf, placeOf, ignoreCase }: NamedConstruct<T>, why: string, remedy: string,
): void {
  const name = nameOf(construct);
  const plain = (text: string) => ignoreCase ? text.toLowerCase() : text;
  if (Token.isUnresolved(name)) {
    return;
  }
  const named = NAMED.get(construct.node.root) ?? [];
  NAMED.set(construct.node.root, [...named, construct]);
  for (const other of named.filter(isOne)) {
    if (other !== construct && plain(nameOf(other)) === plain(name) && isSamePlace(placeOf(other), placeOf(construct))) {
      problems.add(`${what} of ${construct.node.path} is "${name}", and that of ${other.node.path} is ${nameOf(other) === name ? 'the same' : `"${nameOf(other)}"`} ` +
        `in the same account and region, where ${why}; ${remedy}`);
    }
  }
}

function isSamePlace(one: Environment, other: Environment): boolean {
  const known = (value: string | undefined) => value === undefined || Token.isUnresolved(value) ? undefined : value;
  return known(one.account) === known(other.account) && known(one.region) === known(other.region);
}
