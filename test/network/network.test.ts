import { IpAddresses, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Environment, Network } from '../../src';
import { environmentAlone, newApp, only, resources, stackInUse } from '../support/synthesis';

const count = (template: any, type: string) => Object.keys(resources(template, type)).length;

test('production has a NAT gateway for each zone, other environments have one', () => {
  expect(count(environmentAlone({ environment: Environment.production() }).template, 'AWS::EC2::NatGateway')).toBe(2);
  expect(count(environmentAlone({ environment: Environment.staging() }).template, 'AWS::EC2::NatGateway')).toBe(1);
});

test('S3 and DynamoDB are reached through gateways, which cost nothing, and rejected traffic is logged', () => {
  const { template } = environmentAlone();
  const services = Object.values<any>(resources(template, 'AWS::EC2::VPCEndpoint')).map((one) => [one.Properties.VpcEndpointType, one.Properties.ServiceName['Fn::Join'][1].at(-1)]);
  expect(services).toEqual([['Gateway', '.s3'], ['Gateway', '.dynamodb']]);
  expect(only(template, 'AWS::EC2::FlowLog').TrafficType).toBe('REJECT');
});

test('no subnet gives out public addresses', () => {
  const subnets = Object.values<any>(resources(environmentAlone().template, 'AWS::EC2::Subnet'));
  expect(subnets.map((one) => one.Properties.MapPublicIpOnLaunch)).toEqual([false, false, false, false]);
});

test('an environment chooses addresses, zones and gateways', () => {
  const app = newApp();
  const network = Network.create({ ipAddresses: IpAddresses.cidr('10.9.0.0/16'), availabilityZones: 2, natGateways: 1 });
  const { template } = environmentAlone({ environment: Environment.production({ network }) }, app);
  expect(only(template, 'AWS::EC2::VPC').CidrBlock).toBe('10.9.0.0/16');
  expect(count(template, 'AWS::EC2::NatGateway')).toBe(1);
});

test('a network that exists is used as it is', () => {
  const app = newApp();
  const vpc = Vpc.fromVpcAttributes(stackInUse(app), 'Vpc', {
    vpcId: 'vpc-11111111',
    availabilityZones: ['a', 'b'],
    publicSubnetIds: ['subnet-11111111', 'subnet-22222222'],
    publicSubnetRouteTableIds: ['rtb-11111111', 'rtb-22222222'],
    privateSubnetIds: ['subnet-33333333', 'subnet-44444444'],
    privateSubnetRouteTableIds: ['rtb-33333333', 'rtb-44444444'],
  });
  const { template, environment } = environmentAlone({ environment: Environment.production({ network: Network.existing(vpc) }) }, app);
  expect(environment.vpc).toBe(vpc);
  expect(count(template, 'AWS::EC2::VPC')).toBe(0);
  expect(only(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Subnets).toEqual(['subnet-11111111', 'subnet-22222222']);
});
