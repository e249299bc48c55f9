import { runSimulation } from '@cloud-copilot/iam-simulate';
import { DeployedRole } from './deployment';
import { ACCOUNT } from './physical';
import { list } from '../../support/synthesis';

/** What is known of a request besides its resource: the condition keys that the service sends. */
export interface Context {
  readonly [key: string]: string | string[];
}

/** Whether IAM lets a role do this. */
export function isAllowed({ arn, statements }: Pick<DeployedRole, 'arn' | 'statements'>, action: string, resource: string, context: Context = {}): Promise<boolean> {
  return simulate({ principal: arn, action, resource, context, statements });
}

/** Whether IAM lets somebody assume a role: a service, or somebody who may ask for every role, so that the trust policy alone decides. */
export function mayAssume(principal: string, { arn, trust }: Pick<DeployedRole, 'arn' | 'trust'>, context: Context = {}): Promise<boolean> {
  const statements = principal.startsWith('arn:') ? [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }] : [];
  return simulate({ principal, action: 'sts:AssumeRole', resource: arn, context, statements, trust });
}

/** The same of a resource whose own policy has a say, such as a key. */
export function isAllowedOn(
  policy: any, { arn, statements }: Pick<DeployedRole, 'arn' | 'statements'>, action: string, resource: string, context: Context = {},
): Promise<boolean> {
  return simulate({ principal: arn, action, resource, context: { ...context, 'aws:PrincipalArn': arn }, statements, trust: policy });
}

interface Simulation {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
  readonly statements: any[];
  readonly trust?: any;
}

/** Whether a statement is about an action: the others cannot decide, and reading them is what takes the time. */
export function concerns(statement: any, action: string): boolean {
  return list<string>(statement.Action ?? '*').some((pattern) => new RegExp(`^${pattern.replace(/\*/g, '.*')}$`, 'i').test(action));
}

/** A key is used by nobody unless its policy says so; KMS's default leaves it to the account's policies. */
function keyPolicy(account: string): object {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }] };
}

/** The account that an ARN names; buckets and services have none. */
function accountOf(arn: string): string | undefined {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];
}

async function simulate({ principal, action, resource, context, trust, statements: all }: Simulation): Promise<boolean> {
  const statements = all.filter((statement) => concerns(statement, action));
  const accountId = accountOf(resource) ?? accountOf(principal) ?? ACCOUNT;
  const answer = await runSimulation({
    request: { principal, action, resource: { resource, accountId }, contextVariables: context },
    identityPolicies: statements.length > 0 ? [{ name: 'identity', policy: { Version: '2012-10-17', Statement: statements } }] : [],
    resourcePolicy: trust ?? (/^arn:[^:]*:kms:/.test(resource) ? keyPolicy(accountId) : undefined),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }, {});
  const question = `${action} on ${resource}`;
  if (answer.resultType === 'error') { // an action, a resource or a policy that AWS does not know: no answer, and least of all a denial
    throw new Error(`${question} cannot be asked: ${JSON.stringify(answer.errors)}`);
  }
  const ignored = [answer.resultType === 'single' ? answer.result : answer.results].flat().flatMap(({ ignoredContextKeys }) => ignoredContextKeys ?? []);
  if (ignored.length > 0) {
    throw new Error(`${question} never comes with ${ignored.join(', ')}`);
  }
  return answer.overallResult === 'Allowed';
}
