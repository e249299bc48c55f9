import { DeployedRole, Deployment } from './deployment';
import { ACCOUNT, arn } from './physical';
import { concerns, Context, isAllowed, mayAssume } from './simulator';
import { list } from '../../support/synthesis';

/** A sentence, and what it means to IAM. */
export type Row = [sentence: string, action: string, resource: string, context?: Context];

/** Whom a role trusts, and what of: each condition key has to hold. */
export interface Trust {
  readonly principal: string;
  readonly context: { readonly [key: string]: string };
}

/** All that a role may do, and some of what it must not. */
export interface RoleTable {
  /** The construct of the role. */
  readonly path: string;
  /** Where the role is, unless it is in the app that has something in every room. */
  readonly deployment?: Deployment;
  readonly trusts: Trust;
  readonly may: Row[];
  readonly mayNot: Row[];
  /** What IAM has no key to refuse, or what is refused by another than IAM: allowed here, and the docs say so. */
  readonly byDesign?: Row[];
  /** What CDK allows it beyond what it needs, as `excessOf` tells it, each with the reason that it is there. */
  readonly excess?: { [allowed: string]: string };
}

/** The sentences to which IAM's answer is this one. */
export async function answered(rows: Row[], role: DeployedRole, answer: boolean): Promise<string[]> {
  const sentences: string[] = [];
  for (const [sentence, action, resource, context] of rows) {
    if (await isAllowed(role, action, resource, context) === answer) {
      sentences.push(`${sentence}: ${action} on ${resource}`);
    }
  }
  return sentences;
}

/** What a role is allowed that no sentence needs: whole statements by their actions, else single actions and resources. */
export async function excessOf(role: DeployedRole, may: Row[]): Promise<string[]> {
  const isNeeded = (statement: any) => any(may.filter(([, action]) => concerns(statement, action)), ([, action, resource, context]) => (
    isAllowed({ ...role, statements: [statement] }, action, resource, context)));
  const excess = new Set<string>();
  for (const statement of role.statements.filter(({ Effect }) => Effect === 'Allow')) {
    if (!await isNeeded(statement)) {
      excess.add(list<string>(statement.Action).join(', '));
      continue;
    }
    for (const part of ['Action', 'Resource']) {
      for (const one of list<string>(statement[part])) {
        if (!await isNeeded({ ...statement, [part]: one })) {
          excess.add(one);
        }
      }
    }
  }
  return [...excess].sort();
}

/** Who else could assume a role: other services, other roles, and the right one on behalf of another account or resource. */
export async function strangers(role: DeployedRole, { principal, context }: Trust): Promise<string[]> {
  const elsewhere = (value: string) => value.replace(ACCOUNT, '999988887777').replace(/(:scheduler:.*)$/, '$1-2');
  const asks: [who: string, context: Trust['context']][] = [
    ['ec2.amazonaws.com', context],
    [arn('iam', 'role/Administrator', ''), context],
    ...Object.keys(context).flatMap((key): [string, Trust['context']][] => [
      [principal, { ...context, [key]: elsewhere(context[key]) }],
      [principal, Object.fromEntries(Object.entries(context).filter(([other]) => other !== key))],
    ]),
  ];
  const found: string[] = [];
  for (const [who, what] of asks) {
    if (await mayAssume(who, role, what)) {
      found.push(`${who} with ${JSON.stringify(what)}`);
    }
  }
  return found;
}

async function any<T>(all: T[], is: (one: T) => Promise<boolean>): Promise<boolean> {
  for (const one of all) {
    if (await is(one)) {
      return true;
    }
  }
  return false;
}
