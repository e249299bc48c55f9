import { names, schemaOf } from './schemas';
import { affectedBy, refersTo } from '../../support/cloudformation';

/** A handler of a resource type that CloudFormation calls, and what it declares that it may do. */
export interface DeclaredHandler {
  readonly type: string;
  readonly operation: string;
  readonly permissions: string[];
}

/**
 * The handlers that CloudFormation calls for what a release does to a template, forward and back: a resource of which only an update can be told is updated and
 * read; one that is replaced is created, and the other one is deleted in the end.
 *
 * Not the list handlers, which are for "summary information about multiple resources": no update of a stack asks for it.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-develop.html
 */
export function handlersOfRelease(template: any): DeclaredHandler[] {
  const digests = Object.keys(template.Parameters).filter((name) => template.Parameters[name].Type === 'AWS::SSM::Parameter::Value<String>' && name !== 'BootstrapVersion');
  const affected = [...new Set(digests.flatMap((parameter) => affectedBy(template, parameter)))];
  const conditions = Object.keys(template.Conditions ?? {}).filter((name) => refersTo(template.Conditions[name], new Set(digests)));
  const what = new Map<string, string[]>();
  for (const id of affected) {
    const { Type: type, Properties: properties } = template.Resources[id];
    what.set(type, isReplaced(type, properties, new Set([...digests, ...conditions])) ? ['create', 'delete', 'read'] : ['update', 'read']);
  }
  return [...what].flatMap(([type, operations]) => operations.map((operation) => (
    { type, operation, permissions: schemaOf(type)?.handlers?.[operation]?.permissions ?? [] })));
}

/** Whether what is released is in a property that can never change. */
function isReplaced(type: string, properties: any, released: Set<string>): boolean {
  const forLife = names(schemaOf(type)?.createOnlyProperties).map((one) => one.split('.')[0]);
  return Object.entries(properties).some(([name, value]) => forLife.includes(name) && refersTo(value, released));
}

/** What handlers declare and a release never needs, and why. */
export const NEVER_NEEDED: { [permission: string]: string } = {
  'ecs:UntagResource': 'a release changes no tags',
  'application-autoscaling:TagResource': 'a release changes no tags',
  'application-autoscaling:UntagResource': 'a release changes no tags',
  'application-autoscaling:PutScheduledAction': 'the library scales at no set time',
  'application-autoscaling:DeleteScheduledAction': 'the library scales at no set time',
  'cloudwatch:PutMetricAlarm': 'for scaling policies, which a release leaves as they are',
  'cloudwatch:DeleteAlarms': 'for scaling policies, which a release leaves as they are',
  'cloudwatch:DescribeAlarms': 'for scaling policies, which a release leaves as they are',
  'lambda:GetProvisionedConcurrencyConfig': 'for the scaling of functions',
  'lambda:PutProvisionedConcurrencyConfig': 'for the scaling of functions',
  'lambda:DeleteProvisionedConcurrencyConfig': 'for the scaling of functions',
};
