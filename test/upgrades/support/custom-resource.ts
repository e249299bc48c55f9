import { Account } from './account';
import { LiveResource } from './live-stack';

/** A call of the CDK's AwsCustomResource. */
interface Call {
  readonly action: string;
  readonly parameters: any;
  readonly ignoreErrorCodesMatching?: string;
  readonly physicalResourceId?: { readonly id?: string };
}

export function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

/** The physical id that it says itself. */
export function customId(properties: any): string | undefined {
  return callOf(properties, 'Create')?.physicalResourceId?.id;
}

/** What creating it does, as far as it is known here: entries of release ledgers. Returns what fails. */
export function createCustom(account: Account, place: string, { properties }: LiveResource): string | undefined {
  const call = callOf(properties, 'Create');
  if (call?.action !== 'putParameter') {
    return undefined;
  }
  const { Name, Value, Overwrite } = call.parameters;
  if (account.parameter(place, Name) !== undefined && !Overwrite) {
    return ignores(call, 'ParameterAlreadyExists') ? undefined : `the parameter ${Name} already exists`;
  }
  account.writeParameter(place, Name, Value);
  return undefined;
}

export function deleteCustom(account: Account, place: string, { physicalId, properties }: LiveResource): void {
  if (callOf(properties, 'Delete')?.action === 'deleteParameter') {
    account.deleteParameter(place, physicalId);
  }
}

/** Whether what it made stays when it goes: nothing is called then. */
export function isKept({ type, properties }: LiveResource): boolean {
  return isCustom(type) && 'Create' in properties && !('Delete' in properties);
}

function ignores({ ignoreErrorCodesMatching }: Call, error: string): boolean {
  return ignoreErrorCodesMatching !== undefined && new RegExp(ignoreErrorCodesMatching).test(error);
}

function callOf(properties: any, name: string): Call | undefined {
  return typeof properties[name] === 'string' ? JSON.parse(properties[name]) : undefined;
}
