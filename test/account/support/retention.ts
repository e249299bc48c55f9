import { nameProperty } from './names';
import { referencesIn } from './references';
import { names, schemaOf } from './schemas';

/**
 * What is kept under its name on purpose, so that the next deployment finds it: with `--import-existing-resources` it takes it over. Both are in docs/operations.md;
 * a creation that fails has to take them back all the same.
 */
export const KEPT_BY_NAME: { [type: string]: string } = {
  'AWS::ECR::Repository': 'the images of all releases, which the pipeline and every environment name',
  'AWS::CodeCommit::Repository': 'the code, whose address people have cloned',
};

/** A property by which AWS refuses to delete a resource, wherever in it that is. */
const PROTECTION = /^(?:delet(?:ion|e)_?protect(?:ion|ed)(?:\.?enabled|check|status)?|terminationprotect(?:ion|ed)(?:enabled)?|disableapitermination)$/i;

/** Where AWS writes to a bucket as soon as it is named there, before anything runs: by the type, and the path in its properties. */
const WRITERS: { [type: string]: [path: RegExp, what: string] } = {
  /** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html the load balancer writes ELBAccessLogTestFile */
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [/^LoadBalancerAttributes/, 'its access logs'],
  /** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create.html a pipeline starts when it has been created */
  'AWS::CodePipeline::Pipeline': [/^ArtifactStore/, 'its artifacts'],
  'AWS::EC2::FlowLog': [/^LogDestination$/, 'flow logs'],
  'AWS::KinesisFirehose::DeliveryStream': [/Configuration\.BucketARN$/, 'what it delivers'],
  'AWS::S3::Bucket': [/^LoggingConfiguration\.DestinationBucketName$/, 'its access logs'],
  'AWS::CloudTrail::Trail': [/^S3BucketName$/, 'its events'],
};

/** What names a bucket and writes nothing by itself, or nothing before it runs. */
const NO_WRITERS = [
  'AWS::ECS::TaskDefinition', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::ManagedPolicy', 'AWS::S3::BucketPolicy', 'AWS::Events::Rule', 'AWS::Lambda::Function',
  'AWS::CodeBuild::Project', 'AWS::SSM::Parameter', 'AWS::AppConfig::HostedConfigurationVersion',
];

/** What keeps the templates of an app from being deleted, from rolling back their creation, or from being deployed once more afterwards. */
export function stuck(template: any): string[] {
  return Object.entries<any>(template.Resources).flatMap(([id, resource]) => [
    ...keptUnderDeleted(template, id, resource),
    ...keptByName(id, resource),
    ...protectedAtRollback(id, resource),
    ...notEmpty(template, id, resource),
  ]);
}

function policyOf(resource: any): string {
  return resource.DeletionPolicy ?? 'Delete';
}

/** Kept when its stack is deleted. */
function isKept(resource: any): boolean {
  return policyOf(resource) !== 'Delete';
}

/** Deleted when the creation of its stack rolls back. */
function goesAtRollback(resource: any): boolean {
  return policyOf(resource) !== 'Retain';
}

/**
 * A parent is what a resource names for life: in a property that is part of its identity, or that can never change. AWS deletes no parent that still has children,
 * and what is kept cannot be read without its key.
 */
function keptUnderDeleted(template: any, id: string, resource: any): string[] {
  const schema = schemaOf(resource.Type);
  const forLife = new Set([...names(schema?.primaryIdentifier), ...names(schema?.createOnlyProperties)].map((one) => one.split('.')[0]));
  return Object.entries(resource.Properties ?? {}).flatMap(([property, value]) => referencesIn(value).flatMap(({ to }) => {
    const parent = template.Resources[to];
    if (!parent) {
      return [];
    }
    const isParent = forLife.has(property) && isReference(value) || parent.Type === 'AWS::KMS::Key';
    const stays = isKept(resource) && !isKept(parent) ? 'when the stack is deleted'
      : !goesAtRollback(resource) && goesAtRollback(parent) ? 'when its creation rolls back'
        : undefined;
    return isParent && stays ? [`${id} (${resource.Type}, ${policyOf(resource)}) is kept under ${to} (${parent.Type}, ${policyOf(parent)}), which goes ${stays}`] : [];
  }));
}

/** A reference as a whole, and not text that has one in it. */
function isReference(value: any): boolean {
  return value?.Ref !== undefined || value?.['Fn::GetAtt'] !== undefined;
}

function keptByName(id: string, resource: any): string[] {
  const property = nameProperty(resource.Type);
  if (!isKept(resource) || property === undefined || resource.Properties?.[property] === undefined) {
    return [];
  }
  const said = `${id} (${resource.Type}, ${policyOf(resource)}) is kept under the name ${JSON.stringify(resource.Properties[property])}`;
  return KEPT_BY_NAME[resource.Type]
    ? (goesAtRollback(resource) ? [] : [`${said} even if its creation rolls back; the next deployment finds it there`])
    : [`${said}, which the next deployment needs`];
}

function protectedAtRollback(id: string, resource: any): string[] {
  return !goesAtRollback(resource) ? [] : protections(resource.Properties)
    .map((one) => `${id} (${resource.Type}, ${policyOf(resource)}) would be deleted at the rollback of its creation, which ${one} forbids`);
}

/** The paths at which a resource is protected against its deletion, or may be. */
export function protections(value: any, at: string[] = []): string[] {
  if (typeof value !== 'object' || value === null) {
    return PROTECTION.test(at.at(-1) ?? '') && isOn(value) ? [at.join('.')] : [];
  }
  // Attributes of load balancers are pairs of a key and a value.
  const pair = typeof value.Key === 'string' && PROTECTION.test(value.Key) && isOn(value.Value) ? [[...at, value.Key].join('.')] : [];
  const branches = PROTECTION.test(at.at(-1) ?? '') && value['Fn::If'] && [1, 2].some((index) => isOn(value['Fn::If'][index])) ? [at.join('.')] : [];
  return [...pair, ...branches, ...Object.entries(value).flatMap(([key, one]) => protections(one, [...at, key]))];
}

function isOn(value: unknown): boolean {
  return value === true || /^(true|enabled|active)$/i.test(String(value));
}

/** What is deleted has to be empty, or has to be emptied. */
function notEmpty(template: any, id: string, resource: any): string[] {
  if (resource.Type === 'AWS::ECR::Repository' && !isKept(resource) && resource.Properties?.EmptyOnDelete !== true) {
    return [`${id} (${resource.Type}) is deleted with its stack, which fails while there are images in it`];
  }
  if (resource.Type !== 'AWS::S3::Bucket' || !goesAtRollback(resource) || isEmptied(template, id)) {
    return [];
  }
  const others = Object.entries<any>(template.Resources).filter(([other]) => other !== id);
  const written = others.flatMap(([other, { Type: type, Properties: properties = {} }]) => (
    referencesIn(properties).filter(({ to }) => to === id).flatMap(({ at }) => writes(other, type, at))
  ));
  return [
    ...written.map((one) => `${id} (${resource.Type}, ${policyOf(resource)}) would be deleted at the rollback of its creation, when it already holds ${one}`),
    ...(isKept(resource) ? [] : [`${id} (${resource.Type}) is deleted with its stack, which fails while there is anything in it`]),
  ];
}

function writes(id: string, type: string, at: string): string[] {
  const writer = WRITERS[type];
  if (!writer && !NO_WRITERS.includes(type) && !type.startsWith('Custom::')) {
    throw new Error(`${id} (${type}) names a bucket at ${at}; look up whether AWS writes to it as it creates it, and say it in ${__filename}`);
  }
  return writer?.[0].test(at) ? [`${writer[1]} (${id})`] : [];
}

/** Whether a custom resource of the CDK empties a bucket before it is deleted. */
function isEmptied(template: any, bucket: string): boolean {
  return Object.values<any>(template.Resources).filter(({ Type: type }) => type === 'Custom::S3AutoDeleteObjects')
    .some(({ Properties: properties }) => referencesIn(properties).some(({ to }) => to === bucket));
}
