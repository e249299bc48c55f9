import { Fn, Lazy, Token } from 'aws-cdk-lib';
import { SubnetType, Vpc, VpcAttributes, VpcProps } from 'aws-cdk-lib/aws-ec2';
import { Environment, Network, Process } from '../../src';
import { environmentAlone, newApp, only, stackInUse } from '../support/synthesis';

const PUBLIC = ['subnet-11111111', 'subnet-22222222'];
const PRIVATE = ['subnet-33333333', 'subnet-44444444'];
const WORKER = { worker: Process.worker({ command: ['work'] }) };
const WEB = { web: Process.web() };

/** An environment in a VPC with these subnets. */
function within(attributes: Partial<VpcAttributes>, processes: { [name: string]: Process } = WEB) {
  const app = newApp();
  const vpc = Vpc.fromVpcAttributes(stackInUse(app), 'Vpc', { vpcId: 'vpc-11111111', availabilityZones: ['a', 'b'], ...attributes });
  return () => environmentAlone({ environment: Environment.staging({ network: Network.existing(vpc) }), processes, adminTasks: {} }, app).template;
}

const MISTAKES: [string, Partial<VpcAttributes>, { [name: string]: Process }, RegExp][] = [
  ['public subnets only', { publicSubnetIds: PUBLIC }, WEB, /network is InUse\/Vpc, which has no private subnets, and processes have no public address .*give a VPC that has private subnets with a route out, as privateSubnetIds/],
  ['isolated subnets only', { publicSubnetIds: PUBLIC, isolatedSubnetIds: PRIVATE }, WEB, /network is InUse\/Vpc, which has no private subnets with a route out, and from isolated ones processes reach neither/],
  ['isolated subnets only, for a worker', { isolatedSubnetIds: PRIVATE }, WORKER, /no private subnets with a route out/],
  ['no subnets at all', {}, WORKER, /which has no private subnets, and processes have no public address/],
  ['no public subnets for a web process', { privateSubnetIds: PRIVATE }, WEB, /which has no public subnets for the load balancer of the web process; give a VPC that has them/],
  ['one zone for the load balancer', { availabilityZones: ['a'], publicSubnetIds: ['subnet-1'], privateSubnetIds: ['subnet-3'] }, WEB,
    /whose private subnets are in one availability zone only, and processes are spread over two; give subnets of two or more\n.*whose public subnets are in one availability zone only, and a load balancer needs two/],
  ['one zone for a worker', { availabilityZones: ['a'], privateSubnetIds: PRIVATE }, WORKER, /whose private subnets are in one availability zone only/],
];

test.each(MISTAKES)('%s is a mistake', (_name, attributes, processes, message) => {
  expect(within(attributes, processes)).toThrow(/^FargateEnvironment "Environment\/Guestbook" has (one mistake|2 mistakes):\n/);
  expect(within(attributes, processes)).toThrow(message);
});

test('a worker needs no public subnets', () => {
  expect(only(within({ privateSubnetIds: PRIVATE }, WORKER)(), 'AWS::ECS::Service').NetworkConfiguration.AwsvpcConfiguration.Subnets).toEqual(PRIVATE);
});

test('lists of subnets that are known at deployment only pass, and reach the template', () => {
  const ids = (name: string) => Fn.split(',', Fn.importValue(name));
  const template = within({ availabilityZones: ids('Zones'), publicSubnetIds: ids('Public'), privateSubnetIds: ids('Private') })();
  expect(only(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Subnets).toEqual({ 'Fn::Split': [',', { 'Fn::ImportValue': 'Public' }] });
  expect(only(template, 'AWS::ECS::Service').NetworkConfiguration.AwsvpcConfiguration.Subnets).toEqual({ 'Fn::Split': [',', { 'Fn::ImportValue': 'Private' }] });
  const late = Lazy.list({ produce: () => PRIVATE });
  expect(within({ availabilityZones: Token.asList('zones'), privateSubnetIds: late }, WORKER)).not.toThrow();
});

test('subnets and zones whose names are known at deployment only are counted', () => {
  const of = (list: string) => [0, 1].map((index) => Fn.select(index, Fn.split(',', Fn.importValue(list))));
  expect(within({ availabilityZones: of('Zones'), publicSubnetIds: of('Public'), privateSubnetIds: of('Private') })).not.toThrow();
  expect(within({ availabilityZones: [Fn.importValue('Zone')], publicSubnetIds: [Fn.importValue('Public')], privateSubnetIds: [Fn.importValue('Private')] }))
    .toThrow(/in one availability zone only/);
});

test('a VPC of another stack has what that stack says', () => {
  const alone = (props: VpcProps) => () => {
    const app = newApp();
    const network = Network.existing(new Vpc(stackInUse(app), 'Vpc', props));
    environmentAlone({ environment: Environment.staging({ network }) }, app);
  };
  expect(alone({ maxAzs: 2, subnetConfiguration: [{ name: 'Public', subnetType: SubnetType.PUBLIC }] })).toThrow(/which has no private subnets/);
  expect(alone({ maxAzs: 2 })).not.toThrow();
});
