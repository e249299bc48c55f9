import { DefaultStackSynthesizer, DefaultStackSynthesizerProps, Stack } from 'aws-cdk-lib';

/** What a template makes CloudFormation look up by itself at every update, beside what the handlers of its resources call. */
export interface LookUps {
  /** Actions that support no resource-level permissions. */
  readonly actions: string[];
  /** The stacks whose outputs are read, as the template names them. */
  readonly stacks: { readonly name: unknown; readonly region?: unknown }[];
  /** The roles under which outputs of other accounts are read. */
  readonly roles: unknown[];
  /** Names of SSM parameters. */
  readonly parameters: string[];
  /** Names of SSM parameters of the type `SecureString`. */
  readonly secureParameters: string[];
  /** Names or ARNs of secrets of Secrets Manager. */
  readonly secrets: string[];
  /** Macros and transforms that the template is put through. */
  readonly macros: string[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html */
const GET_AZS = ['ec2:DescribeAvailabilityZones', 'ec2:DescribeAccountAttributes', 'ec2:DescribeSubnets'];

/**
 * What CloudFormation asks about the value of a parameter of one of AWS's own types: that there is such a thing.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 */
const ASKED: { [type: string]: string } = {
  'AWS::EC2::AvailabilityZone::Name': 'ec2:DescribeAvailabilityZones',
  'AWS::EC2::Image::Id': 'ec2:DescribeImages',
  'AWS::EC2::Instance::Id': 'ec2:DescribeInstances',
  'AWS::EC2::KeyPair::KeyName': 'ec2:DescribeKeyPairs',
  'AWS::EC2::SecurityGroup::GroupName': 'ec2:DescribeSecurityGroups',
  'AWS::EC2::SecurityGroup::Id': 'ec2:DescribeSecurityGroups',
  'AWS::EC2::Subnet::Id': 'ec2:DescribeSubnets',
  'AWS::EC2::VPC::Id': 'ec2:DescribeVpcs',
  'AWS::EC2::Volume::Id': 'ec2:DescribeVolumes',
  'AWS::Route53::HostedZone::Id': 'route53:GetHostedZone',
};

const REFERENCE = /\{\{resolve:(ssm|ssm-secure|secretsmanager):((?:\$\{[^}]*\}|[^}])+)\}\}/g;

/** What the template of a stack looks up, with what the synthesizer adds to it. */
export function lookUpsOf(stack: Stack, template: any): LookUps {
  const lookUps = lookUpsIn(template);
  return { ...lookUps, parameters: [...lookUps.parameters, ...bootstrapVersion(stack)] };
}

/** The parameter of the CDK's bootstrap stack, which the synthesizer adds when it writes the template. */
function bootstrapVersion({ synthesizer }: Stack): string[] {
  const { props: given = {} } = synthesizer as unknown as { props?: DefaultStackSynthesizerProps };
  const qualifier = synthesizer.bootstrapQualifier ?? DefaultStackSynthesizer.DEFAULT_QUALIFIER;
  return given.generateBootstrapVersionRule === false ? []
    : [(given.bootstrapStackVersionSsmParameter ?? DefaultStackSynthesizer.DEFAULT_BOOTSTRAP_STACK_VERSION_SSM_PARAMETER).replace('${Qualifier}', qualifier)];
}

/** What a template looks up. */
export function lookUpsIn(template: any): LookUps {
  const found = {
    actions: [] as string[],
    stacks: [] as LookUps['stacks'][number][],
    roles: [] as unknown[],
    parameters: [] as string[],
    secureParameters: [] as string[],
    secrets: [] as string[],
    macros: [template.Transform ?? []].flat().map((one: any) => one.Name ?? one) as string[],
  };
  const readText = (text: string) => {
    for (const [, service, reference] of text.includes('{{resolve:') ? text.matchAll(REFERENCE) : []) {
      const given = reference.replace(/\$\{[^}]*\}/g, '*');
      switch (service) {
        case 'ssm': found.parameters.push(given.split(':')[0]); break;
        case 'ssm-secure': found.secureParameters.push(given.split(':')[0]); break;
        default: found.secrets.push(/^arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:[^:]+/.exec(given)?.[0] ?? given.split(':')[0]);
      }
    }
  };
  const functions: { [name: string]: (argument: any) => void } = {
    'Fn::GetAZs': () => found.actions.push(...GET_AZS),
    'Fn::GetStackOutput': ({ StackName: name, Region: region, RoleArn: role }) => (role ? found.roles.push(role) : found.stacks.push({ name, region })),
    'Fn::Transform': ({ Name: name }) => found.macros.push(name),
    // A reference whose name has parts that only CloudFormation knows.
    'Fn::Join': ([delimiter, parts]) => Array.isArray(parts) && readText(parts.map((one: unknown) => (typeof one === 'string' ? one : '*')).join(delimiter)),
  };
  const read = (part: any): void => {
    if (typeof part === 'string') {
      readText(part);
    } else if (typeof part === 'object' && part !== null) {
      for (const [key, value] of Object.entries(part)) {
        functions[key]?.(value);
        read(value);
      }
    }
  };
  Object.values(template.Parameters ?? {}).forEach((one) => readParameter(one, found));
  read({ ...template, Parameters: undefined });
  return found;
}

function readParameter({ Type: type, Default: value }: any, found: { actions: string[]; parameters: string[] }): void {
  const [, kept] = /^AWS::SSM::Parameter::(?:Name|Value<(.+)>)$/.exec(type) ?? [];
  if (type.startsWith('AWS::SSM::Parameter::') && typeof value === 'string' && value !== '') {
    found.parameters.push(value);
  }
  const asked = ASKED[(kept ?? type).replace(/^List<(.+)>$/, '$1')];
  if (asked) {
    found.actions.push(asked);
  }
}
