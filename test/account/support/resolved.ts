import { Account, UNKNOWN } from './account';
import { Context } from '../../iam/support/simulator';

/** A call that CloudFormation makes by itself, to find out what a template means, and the right that it takes. */
export interface Resolution {
  /** What of the template makes it. */
  readonly what: string;
  readonly where: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Context;
}

type Need = Pick<Resolution, 'action' | 'resource' | 'context'>;

const anywhere = (...actions: string[]): Need[] => actions.map((action) => ({ action, resource: '*' }));

/**
 * What CloudFormation asks to check a parameter of one of AWS's own types: that there is such a thing in the account.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 * @see https://github.com/yugabyte/yugabyte-db/issues/4336 what it says when it may not: "User doesn't have permission to call ec2:DescribeImages"
 */
const CHECKED: { [type: string]: Need[] } = {
  'AWS::EC2::AvailabilityZone::Name': anywhere('ec2:DescribeAvailabilityZones'),
  'AWS::EC2::Image::Id': anywhere('ec2:DescribeImages'),
  'AWS::EC2::Instance::Id': anywhere('ec2:DescribeInstances'),
  'AWS::EC2::KeyPair::KeyName': anywhere('ec2:DescribeKeyPairs'),
  'AWS::EC2::SecurityGroup::GroupName': anywhere('ec2:DescribeSecurityGroups'),
  'AWS::EC2::SecurityGroup::Id': anywhere('ec2:DescribeSecurityGroups'),
  'AWS::EC2::Subnet::Id': anywhere('ec2:DescribeSubnets'),
  'AWS::EC2::VPC::Id': anywhere('ec2:DescribeVpcs'),
  'AWS::EC2::Volume::Id': anywhere('ec2:DescribeVolumes'),
  'AWS::Route53::HostedZone::Id': [{ action: 'route53:GetHostedZone', resource: 'arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ' }],
};

const PLAIN = ['String', 'Number', 'CommaDelimitedList', 'List<Number>', 'List<String>'];

/** Functions that CloudFormation works out from the template alone. */
const BY_ITSELF = [
  'Ref', 'Fn::GetAtt', 'Fn::Join', 'Fn::Select', 'Fn::Split', 'Fn::Sub', 'Fn::If', 'Fn::Equals', 'Fn::Not', 'Fn::And', 'Fn::Or', 'Fn::Contains', 'Fn::Base64',
  'Fn::Cidr', 'Fn::FindInMap', 'Fn::Length', 'Fn::ToJsonString', 'Fn::EachMemberIn', 'Fn::EachMemberEquals', 'Fn::RefAll', 'Fn::ValueOf', 'Fn::ValueOfAll',
];

type Argument = any;

/** The functions that it works out with a call. */
const BY_CALL: { [name: string]: (argument: Argument, account: Account, stack: string) => Need[] } = {
  /** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html "IAM permissions" */
  'Fn::GetAZs': () => anywhere('ec2:DescribeAvailabilityZones', 'ec2:DescribeAccountAttributes', 'ec2:DescribeSubnets'),
  /**
   * Asked under the role of the update, unless it names another.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html
   */
  'Fn::GetStackOutput': ({ StackName: name, RoleArn: role }, account, stack) => (role
    ? [{ action: 'sts:AssumeRole', resource: account.text(stack, role) }]
    : [{ action: 'cloudformation:DescribeStacks', resource: account.stackArn(stack).replace(/stack\/[^/]+/, `stack/${account.text(stack, name)}`) }]),
  /**
   * No right: its page names none, where that of Fn::GetAZs does; `cloudformation:ListExports` is the right to call the operation of that name.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html
   */
  'Fn::ImportValue': () => [],
};

/** Everything in a template that CloudFormation asks for by itself at each update. */
export function resolutionsIn(template: any, account: Account, stack: string): Resolution[] {
  const { Parameters: parameters = {}, Resources: resources, Outputs: outputs = {}, Conditions: conditions = {} } = template;
  return [
    ...Object.entries<any>(parameters).flatMap(([name, definition]) => ofParameter(account, stack, definition).map((one) => (
      { what: `a parameter of type ${definition.Type}`, where: `Parameters.${name}`, ...one }))),
    ...walk(resources, account, stack, ['Resources']),
    ...walk(outputs, account, stack, ['Outputs']),
    ...walk(conditions, account, stack, ['Conditions']),
  ];
}

/** The macros that a template is put through. The release script would have to acknowledge them, and does not. */
export function transformsIn(template: any): string[] {
  return [...[template.Transform ?? []].flat(), ...(JSON.stringify(template).match(/"Fn::Transform"/g) ?? [])].map((one) => (typeof one === 'string' ? one : one.Name));
}

function ofParameter(account: Account, stack: string, { Type: type, Default: value }: any): Need[] {
  const kept = /^AWS::SSM::Parameter::(?:Value<(.+)>|Name)$/.exec(type);
  const inner = kept ? kept[1] ?? 'String' : type;
  const one = PLAIN.includes(inner) ? inner : inner.replace(/^List<(.+)>$/, '$1');
  if (!PLAIN.includes(one) && !CHECKED[one]) {
    throw new Error(`nothing here knows what CloudFormation asks for a parameter of type ${type}; look it up, and say it in ${__filename}`);
  }
  return [...(kept ? stored(account, stack, value) : []), ...(CHECKED[one] ?? [])];
}

/**
 * A parameter of Parameter Store.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 * @see https://github.com/yugabyte/yugabyte-db/issues/4336 "User doesn't have permission to call ssm:GetParameters"
 */
function stored(account: Account, stack: string, name: string = '/given/at/the/deployment'): Need[] {
  const entries = name.endsWith('/release') ? [name, `${name}s/12`] : [name]; // a release puts the name of its own entry in the place of the current one
  return entries.map((each) => ({ action: 'ssm:GetParameters', resource: parameter(account, stack, each) }));
}

function parameter(account: Account, stack: string, name: string): string {
  return name.startsWith('arn:') ? name : `arn:aws:ssm:${account.region(stack)}:${account.account(stack)}:parameter/${name.replace(/^\//, '')}`;
}

function walk(part: any, account: Account, stack: string, at: string[]): Resolution[] {
  const where = at.join('.');
  if (typeof part === 'string') {
    return dynamicReferences(part, account, stack).map((one) => ({ ...one, where }));
  }
  if (typeof part !== 'object' || part === null) {
    return [];
  }
  if (Array.isArray(part)) {
    return part.flatMap((one, index) => walk(one, account, stack, [...at, String(index)]));
  }
  const [key, ...others] = Object.keys(part);
  const isCall = others.length === 0 && (key === 'Ref' || /^Fn::/.test(key ?? ''));
  if (isCall && key !== 'Fn::Transform' && !BY_ITSELF.includes(key) && !BY_CALL[key]) {
    throw new Error(`nothing here knows what CloudFormation asks for ${key} (${where}); look it up, and say it in ${__filename}`);
  }
  const asked = isCall && BY_CALL[key] ? BY_CALL[key](part[key], account, stack).map((one) => ({ what: key, where, ...one })) : [];
  // A reference may be put together of pieces.
  const pieced = key === 'Fn::Join' || key === 'Fn::Sub' ? dynamicReferences(account.text(stack, part), account, stack).map((one) => ({ ...one, where })) : [];
  const inner = key === 'Fn::Sub' ? walk(Array.isArray(part[key]) ? part[key][1] : {}, account, stack, [...at, key]) // its text is read above, with its values in it
    : Object.entries(part).filter(([name]) => name !== 'Metadata').flatMap(([name, one]) => walk(one, account, stack, [...at, name]));
  return [...asked, ...pieced, ...inner.filter((one) => !pieced.some((other) => other.resource === one.resource && other.action === one.action))];
}

/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
 */
function dynamicReferences(text: string, account: Account, stack: string): Omit<Resolution, 'where'>[] {
  return [...text.matchAll(/\{\{resolve:(ssm|ssm-secure|secretsmanager):(.*?)\}\}/g)].map(([what, service, key]) => {
    const secret = /^(arn:aws:secretsmanager:[^:]*:[^:]*:secret:[^:]+|[^:]+)/.exec(key)![0];
    return service === 'secretsmanager'
      ? { what, action: 'secretsmanager:GetSecretValue', resource: secret.startsWith('arn:') ? secret : secretArn(account, stack, secret) }
      : { what, action: 'ssm:GetParameters', resource: parameter(account, stack, key.replace(/:\d+$/, '')) };
  }).filter(({ resource }) => !resource.includes(UNKNOWN));
}

function secretArn(account: Account, stack: string, name: string): string {
  return `arn:aws:secretsmanager:${account.region(stack)}:${account.account(stack)}:secret:${name}-AbCdEf`;
}
