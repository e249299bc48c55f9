import * as fs from 'fs';
import { BOTOCORE, Model } from './models';
import { referencesIn } from './references';
import { allTypes, names, Schema, schemaOf } from './schemas';

/** Services that botocore calls otherwise than IAM. */
const SERVICES: { [prefix: string]: string } = { elasticloadbalancing: 'elbv2' };

/**
 * What a service has to be asked by, beside what CloudFormation knows a resource by: properties that its read operation takes, and that are not in the primary
 * identifier, which is all that a read by CloudFormation gives. It matters where the identifier is a name that the user gives, since an ARN or an id needs nothing
 * beside it.
 *
 * @see https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1726 what happens: "Unable to retrieve Arn attribute for AWS::Scheduler::Schedule"
 */
export function askedBeside(type: string): string[] {
  const schema = schemaOf(type);
  const identifier = names(schema?.primaryIdentifier);
  if (!schema || identifier.some((one) => names(schema.readOnlyProperties).includes(one))) {
    return [];
  }
  const places = Object.keys(schema.properties).filter((one) => !identifier.includes(one) && isPlace(schema, one));
  return places.filter((one) => readOperations(schema).some((input) => has(input, one) && identifier.some((each) => has(input, each))));
}

/** References that CloudFormation has to read a resource for, without all that the service has to be asked by. */
export function unanswerable(template: any): string[] {
  const all = { Resources: template.Resources, Outputs: template.Outputs, Conditions: template.Conditions };
  return [...new Set(referencesIn(all).filter(({ attribute, to }) => attribute !== 'Ref' && template.Resources[to]).flatMap(({ attribute, to, at }) => {
    const { Type: type, Properties: properties = {} } = template.Resources[to];
    return names(schemaOf(type)?.readOnlyProperties).includes(attribute.split('.')[0])
      ? askedBeside(type).filter((one) => one in properties).map((one) => `${at}: ${attribute} of ${to} (${type}), which is in the ${one} that CloudFormation does not ask with`)
      : [];
  }))];
}

/** All types of which an attribute may be out of reach. */
export function typesAskedBeside(): string[] {
  return allTypes().filter((type) => askedBeside(type).length > 0);
}

/** A property that says where something is: text that is called after something else. */
function isPlace(schema: Schema, name: string): boolean {
  return /(?:Name|Id|Arn|Identifier)$/.test(name) && !names(schema.readOnlyProperties).includes(name) && schema.properties[name].type === 'string';
}

/** What the operations of the read handler take. */
function readOperations(schema: Schema): string[][] {
  return (schema.handlers?.read?.permissions ?? []).flatMap((permission) => {
    const [prefix, operation] = permission.split(':');
    const service = SERVICES[prefix] ?? prefix;
    if (!/^(?:Get|Describe)/.test(operation ?? '') || !fs.existsSync(BOTOCORE.ready().packages('botocore', 'data', service))) {
      return [];
    }
    const members = Model.of(service).inputMembers(operation);
    return members ? [members] : [];
  });
}

function has(members: string[], name: string): boolean {
  return members.some((one) => one.toLowerCase() === name.toLowerCase());
}
