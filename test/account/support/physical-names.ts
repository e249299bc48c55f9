import { Account } from './account';
import { Assembly } from './apps';
import { nameProperty } from './names';
import { referencesIn } from './references';
import { names, schemaOf } from './schemas';

/** A name that a template gives, and by which the service knows the resource in the whole account and region. */
export interface PhysicalName {
  readonly type: string;
  readonly name: string;
  readonly stack: string;
  readonly logicalId: string;
}

/**
 * Names that are unique beyond a region.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html in a whole partition
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html in an account
 */
export const BEYOND_REGION: { [type: string]: 'account' | 'partition' } = {
  'AWS::S3::Bucket': 'partition',
  'AWS::IAM::Role': 'account',
  'AWS::IAM::ManagedPolicy': 'account',
  'AWS::IAM::User': 'account',
  'AWS::IAM::Group': 'account',
  'AWS::IAM::InstanceProfile': 'account',
  'AWS::Chatbot::SlackChannelConfiguration': 'account', // its ARN has no region
};

/** Whose names are its own only in what it belongs to, where the schema does not say so by naming both as its identity. */
const WITHIN: { [type: string]: string } = {
  'AWS::IAM::Policy': 'the role that it is in',
  'AWS::ApplicationAutoScaling::ScalingPolicy': 'the scalable target that it is of',
  'AWS::ECS::Service': 'its cluster',
  'AWS::ECS::TaskDefinition': 'a family: each registration adds a revision',
};

/** Families are shared by all that register in them: another app's revisions are in between. */
const SHARED = ['AWS::ECS::TaskDefinition'];

/** The names that an app's templates give, and those of its stacks. */
export function physicalNames(assembly: Assembly): PhysicalName[] {
  const account = new Account(assembly);
  return Object.entries(assembly.templates).flatMap(([stack, template]) => [
    { type: 'AWS::CloudFormation::Stack', name: stack, stack, logicalId: '' },
    ...Object.entries<any>(template.Resources).flatMap(([logicalId, { Type: type, Properties: properties = {} }]) => {
      const property = nameProperty(type);
      const given = property && properties[property];
      return given === undefined || isWithin(type, property!, properties) ? [] : [{ type, name: account.text(stack, given), stack, logicalId }];
    }),
  ]);
}

/** Whether a name is one only beside a parent that the schema names with it, and that is in the template too. */
function isWithin(type: string, property: string, properties: any): boolean {
  if (WITHIN[type] && !SHARED.includes(type)) {
    return true;
  }
  const schema = schemaOf(type);
  const identities: string[][] = [schema?.primaryIdentifier ?? [], ...schema?.additionalIdentifiers ?? []].map((one) => names(one));
  const others = identities.find((one) => one.includes(property) && one.length > 1)?.filter((one) => one !== property) ?? [];
  return others.some((one) => referencesIn(properties[one]).length > 0);
}

/** The names that two apps both give. */
export function equalNames(one: Assembly, other: Assembly): string[] {
  const taken = new Set(physicalNames(one).map(said));
  return [...new Set(physicalNames(other).map(said).filter((name) => taken.has(name)))].sort();
}

function said({ type, name }: PhysicalName): string {
  return `${type} ${name}`;
}
