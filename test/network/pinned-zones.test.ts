import { IpAddresses } from 'aws-cdk-lib/aws-ec2';
import { Environment, Network } from '../../src';
import { environmentAlone, newApp, resources } from '../support/synthesis';

const PLACE = { account: '111122223333', region: 'eu-west-1' };
const zones = (template: any) => Object.values<any>(resources(template, 'AWS::EC2::Subnet')).map((one) => one.Properties.AvailabilityZone);

test('where the account and region are not known, the zones are looked up once and not at every update', () => {
  const { template } = environmentAlone();
  const [[id, lookUp]] = Object.entries<any>(resources(template, 'Custom::AvailabilityZones'));
  expect(JSON.stringify(template.toJSON())).not.toContain('Fn::GetAZs');
  expect(zones(template)).toEqual([0, 1, 0, 1].map((index) => ({ 'Fn::GetAtt': [id, `AvailabilityZones.${index}.ZoneName`] })));
  expect(JSON.parse(lookUp.Properties.Create)).toMatchObject({ service: 'EC2', action: 'describeAvailabilityZones' });
  expect(lookUp.Properties.Update).toBe(lookUp.Properties.Create); // without it an update of the resource would lose the names
});

test('there are as many zones as the environment asks for', () => {
  const { template } = environmentAlone({ environment: Environment.staging({ network: Network.create({ availabilityZones: 3 }) }) });
  expect(new Set(zones(template).map((zone) => JSON.stringify(zone))).size).toBe(3);
});

test('another number of zones adds subnets and moves none', () => {
  const blocks = (availabilityZones: number, range = '10.0.0.0/16') => Object.fromEntries(Object.entries<any>(resources(
    environmentAlone({ environment: Environment.staging({ network: Network.create({ availabilityZones, ipAddresses: IpAddresses.cidr(range) }) }) }).template, 'AWS::EC2::Subnet',
  )).map(([id, { Properties }]) => [id, Properties.CidrBlock]));
  expect(blocks(3)).toMatchObject(blocks(2));
  expect(blocks(3, '10.0.0.0/24')).toMatchObject(blocks(2, '10.0.0.0/24'));
});

test('a range that is too small for six zones is dealt out to those that there are', () => {
  const network = Network.create({ ipAddresses: IpAddresses.cidr('10.0.0.0/26') });
  environmentAlone({ environment: Environment.staging({ network }) }).template.resourceCountIs('AWS::EC2::Subnet', 4);
});

test('where they are known, the names are in the template', () => {
  const { template } = environmentAlone({ environment: Environment.staging() }, newApp(), undefined, PLACE);
  template.resourceCountIs('Custom::AvailabilityZones', 0);
  expect(zones(template).every((zone) => typeof zone === 'string')).toBe(true);
});
