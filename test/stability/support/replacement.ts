import { isDeepStrictEqual } from 'util';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

/** What AWS publishes about every resource type, as the CDK itself uses it. */
const SPEC = loadAwsServiceSpecSync();

/**
 * What the documentation says and AWS's schema does not.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
 */
const DOCUMENTED: { [type: string]: string[] } = {
  'AWS::DynamoDB::Table': ['AttributeDefinitions'], // of an attribute that is there already
  'AWS::DynamoDB::GlobalTable': ['AttributeDefinitions'],
};

type Properties = { [name: string]: any };

interface PropertySpec {
  readonly causesReplacement?: string;
  readonly type: any;
}

/**
 * The properties in which two versions of a resource differ so that CloudFormation puts a new one in its place, or may do so. Of a type that AWS
 * does not describe, such as a custom resource, that is every property.
 */
export function replacingProperties(type: string, before: Properties = {}, after: Properties = {}): string[] {
  const names = differing(before, after);
  const spec = specOf(type)?.properties;
  return spec
    ? names.flatMap((name) => (DOCUMENTED[type]?.includes(name) ? [name] : replacingPaths(spec[name], name, before[name], after[name])))
    : names;
}

/** Whether AWS itself says that such a resource holds data. */
export function awsSaysStateful(type: string): boolean {
  return specOf(type)?.isStateful ?? false;
}

function specOf(type: string) {
  return SPEC.lookup('resource', 'cloudFormationType', 'equals', type)[0];
}

/** The paths below a property, or that of the property itself. */
function replacingPaths(spec: PropertySpec | undefined, path: string, before: Properties = {}, after: Properties = {}): string[] {
  if (spec?.causesReplacement === 'yes' || spec?.causesReplacement === 'maybe') {
    return [path];
  }
  if (spec?.type.type !== 'ref') {
    return [];
  }
  const { properties } = SPEC.get('typeDefinition', spec.type.reference.$ref);
  return differing(before, after).flatMap((name) => replacingPaths(properties[name], `${path}.${name}`, before[name], after[name]));
}

function differing(before: Properties, after: Properties): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !isDeepStrictEqual(before[name], after[name]));
}
