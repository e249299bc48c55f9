import { App, CfnParameter, CliCredentialsStackSynthesizer, DefaultStackSynthesizer, IReusableStackSynthesizer, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Config, Environment, Network, TwelveFactorFargateApp, TwelveFactorFargateAppProps } from '../../../src';
import { GUESTBOOK, newApp, RECOMMENDED } from '../../support/synthesis';

/** Flags under which references between stacks are `Fn::GetStackOutput`, and under which they are `Fn::ImportValue`. */
const WEAK = { ...RECOMMENDED, '@aws-cdk/core:defaultCrossStackReferences': 'weak' };
const STRONG = { ...RECOMMENDED, '@aws-cdk/core:defaultCrossStackReferences': 'strong' };

function made(
  context: { [flag: string]: unknown }, props: (cdk: App) => Partial<TwelveFactorFargateAppProps>,
  after: (app: TwelveFactorFargateApp) => void = () => {}, synthesizer?: IReusableStackSynthesizer,
): App {
  const cdk = newApp({ ...context, '@aws-cdk/core:validateAgainstDefaultRules': false }, synthesizer);
  const app = new TwelveFactorFargateApp(cdk, 'Guestbook', { ...GUESTBOOK, ...props(cdk) });
  after(app);
  return cdk;
}

function inNetworkOf(cdk: App): Partial<TwelveFactorFargateAppProps> {
  const vpc = new Vpc(new Stack(cdk, 'Platform'), 'Vpc');
  return { environments: [Environment.staging({ network: Network.existing(vpc) }), Environment.production()] };
}

function variable(value: string): Partial<TwelveFactorFargateAppProps> {
  return { config: Config.of({ variables: { ENDPOINT: value } }) };
}

const stagingOf = (app: TwelveFactorFargateApp) => Stack.of(app.environment('staging'));

/** What users do that makes CloudFormation ask for more than the library has it ask. */
export const RESOLVING: [what: string, make: () => App][] = [
  ['a network of another stack, by weak references', () => made(WEAK, inNetworkOf)],
  ['a network of another stack, by strong references', () => made(STRONG, inNetworkOf)],
  ['no flags at all, with a network of another stack', () => made({}, inNetworkOf)],
  ['a variable that is a parameter of Parameter Store in its third version', () => made(WEAK, () => variable('{{resolve:ssm:/x/y:3}}'))],
  ['the same, as the CDK writes it', () => made(WEAK, (cdk) => variable(
    StringParameter.fromStringParameterAttributes(new Stack(cdk, 'Elsewhere'), 'Y', { parameterName: '/x/y', version: 3 }).stringValue))],
  ['a parameter of Parameter Store that the user adds', () => made(WEAK, () => ({}), (app) => {
    new CfnParameter(stagingOf(app), 'Theirs', { type: 'AWS::SSM::Parameter::Value<String>', default: '/theirs/greeting' });
  })],
  ['the same, as a list and by name', () => made(WEAK, () => ({}), (app) => {
    new CfnParameter(stagingOf(app), 'List', { type: 'AWS::SSM::Parameter::Value<List<String>>', default: '/theirs/list' });
    new CfnParameter(stagingOf(app), 'Name', { type: 'AWS::SSM::Parameter::Name', default: '/theirs/name' });
  })],
  ['an image that Parameter Store names', () => made(WEAK, () => ({}), (app) => {
    new CfnParameter(stagingOf(app), 'Image', {
      type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', default: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
    });
  })],
  ['parameters of AWS\'s own types', () => made(WEAK, () => ({}), (app) => {
    new CfnParameter(stagingOf(app), 'TheirVpc', { type: 'AWS::EC2::VPC::Id', default: 'vpc-0123' });
    new CfnParameter(stagingOf(app), 'TheirSubnets', { type: 'List<AWS::EC2::Subnet::Id>', default: 'subnet-0123' });
  })],
  ['the same as `StringParameter.valueForStringParameter` in a variable', () => made(WEAK, () => ({}), (app) => {
    const stack = stagingOf(app);
    app.environment('staging').process('web').taskDefinition.defaultContainer!.addEnvironment('THEIRS', StringParameter.valueForStringParameter(stack, '/theirs/value'));
  })],
  ['a qualifier of the user\'s own', () => made(WEAK, () => ({}), () => {}, new DefaultStackSynthesizer({ qualifier: 'acme12345' }))],
  ['a synthesizer with a bootstrap version elsewhere', () => made(WEAK, () => ({}), () => {}, new DefaultStackSynthesizer({ bootstrapStackVersionSsmParameter: '/acme/bootstrap/version' }))],
  ['the CLI\'s own credentials', () => made(WEAK, () => ({}), () => {}, new CliCredentialsStackSynthesizer())],
  ['the synthesizer of version one', () => made(WEAK, () => ({}), () => {}, new LegacyStackSynthesizer())],
];
