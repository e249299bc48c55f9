import { Account } from './account';
import { Assembly } from './apps';
import { nameProperty } from './names';
import { rolesOf } from './roles';
import { schemaOf } from './schemas';

/**
 * What one stack may hold.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const TEMPLATE = {
  bytes: 1024 * 1024,
  Resources: 500,
  Outputs: 200,
  Parameters: 200,
  Mappings: 200,
  description: 1024,
  logicalId: 255,
  parameterValue: 4096,
  dynamicReferences: 60,
};

/**
 * What a role may hold; IAM counts no whitespace.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const ROLE = { inline: 10_240, managed: 6_144, attached: 10, trust: 2_048, name: 64 };

/** What policies of other resources may hold, by the type and the property. */
const RESOURCE_POLICIES: { [type: string]: [property: string, bytes: number] } = {
  'AWS::S3::BucketPolicy': ['PolicyDocument', 20 * 1024], // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
  'AWS::KMS::Key': ['KeyPolicy', 32 * 1024], // https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
  'AWS::SNS::TopicPolicy': ['PolicyDocument', 30 * 1024], // https://docs.aws.amazon.com/general/latest/gr/sns.html
  'AWS::ECR::Repository': ['RepositoryPolicyText', 10_240], // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html
};

/** What other documents may hold once references are put in. */
const DOCUMENTS: { [type: string]: [property: string, bytes: number] } = {
  'AWS::ECS::TaskDefinition': ['', 64 * 1024], // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
  'AWS::CloudWatch::CompositeAlarm': ['AlarmRule', 10_240], // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
  'AWS::AppConfig::HostedConfigurationVersion': ['Content', 1024 * 1024],
  'AWS::Events::Rule': ['EventPattern', 4096], // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
  'AWS::SSM::Parameter': ['Value', 4096],
};

/** What in an app is larger than AWS takes, once it stands in an account, its names at their longest. */
export function tooLarge(assembly: Assembly): string[] {
  return [...Object.entries(assembly.templates).flatMap(([stack, template]) => ofTemplate(assembly, stack, template)), ...ofRoles(assembly)];
}

function over(what: string, size: number, limit: number): string[] {
  return size > limit ? [`${what}: ${size}, and at most ${limit}`] : [];
}

function ofTemplate(assembly: Assembly, stack: string, template: any): string[] {
  const account = new Account(assembly);
  const sections = (['Resources', 'Outputs', 'Parameters', 'Mappings'] as const).flatMap((section) => (
    over(`${stack}: ${section}`, Object.keys(template[section] ?? {}).length, TEMPLATE[section])));
  const dynamic = JSON.stringify(template).match(/\{\{resolve:/g)?.length ?? 0;
  return [
    ...sections,
    ...over(`${stack}: the template in bytes`, assembly.bytes[stack], TEMPLATE.bytes),
    ...over(`${stack}: its description`, Buffer.byteLength(template.Description ?? ''), TEMPLATE.description),
    ...over(`${stack}: dynamic references`, dynamic, TEMPLATE.dynamicReferences),
    ...Object.keys(template.Resources).flatMap((id) => over(`${stack}: the logical id ${id}`, id.length, TEMPLATE.logicalId)),
    ...Object.entries<any>(template.Outputs ?? {}).flatMap(([id, { Description: description = '' }]) => [
      ...over(`${stack}: the name of the output ${id}`, id.length, TEMPLATE.logicalId),
      ...over(`${stack}: the description of the output ${id}`, Buffer.byteLength(description), TEMPLATE.description),
    ]),
    ...Object.entries<any>(template.Parameters ?? {}).flatMap(([id, { Default: value = '' }]) => (
      over(`${stack}: the parameter ${id}`, Buffer.byteLength(String(value)), TEMPLATE.parameterValue))),
    ...Object.entries<any>(template.Resources).flatMap(([id, resource]) => ofResource(account, stack, id, resource)),
  ];
}

function ofResource(account: Account, stack: string, id: string, { Type: type, Properties: properties = {} }: any): string[] {
  const name = nameProperty(type);
  const named = name !== undefined && properties[name] !== undefined ? account.text(stack, properties[name]) : '';
  const longest = name === undefined ? Infinity : schemaOf(type)?.properties[name]?.maxLength ?? Infinity;
  const documents = [RESOURCE_POLICIES[type], DOCUMENTS[type]].filter((one) => one !== undefined).flatMap(([property, bytes]) => {
    const document = property === '' ? properties : properties[property];
    return over(`${stack}: ${id} (${type}) ${property}`, document === undefined ? 0 : Buffer.byteLength(account.text(stack, document)), bytes);
  });
  return [...over(`${stack}: the name ${named} of ${id} (${type})`, named.length, longest), ...documents];
}

function ofRoles(assembly: Assembly): string[] {
  return rolesOf(assembly).flatMap((role) => {
    const said = `${role.stack}: ${role.logicalId}`;
    return [
      ...over(`${said}: its inline policies`, role.inline.reduce((sum, { document }) => sum + sizeOf(document), 0), ROLE.inline),
      ...role.managed.flatMap(({ name, document }) => over(`${said}: its managed policy ${name}`, sizeOf(document), ROLE.managed)),
      ...over(`${said}: managed policies attached`, role.managed.length + role.foreign.length, ROLE.attached),
      ...over(`${said}: its trust policy`, sizeOf(role.trust), ROLE.trust),
      ...over(`${said}: its name`, role.arn.split('/').pop()!.length, ROLE.name),
    ];
  });
}

/** The characters of a policy as IAM counts them. */
export function sizeOf(document: any): number {
  return JSON.stringify(document).length;
}
