import { IpAddresses, Vpc } from 'aws-cdk-lib/aws-ec2';
import * as fc from 'fast-check';
import { whole } from './text';
import { Network, NetworkOptions } from '../../../src';
import { ELSEWHERE } from '../../support/synthesis';
import { call, expression, plain, struct, Writer, Written } from '../support/written';

const created = whole(2, 6).chain((zones) => fc.record({ natGateways: whole(1, zones), prefix: whole(16, 27 - Math.ceil(Math.log2(2 * zones))) })
  .chain(({ natGateways, prefix }) => call(Network, 'create', struct<NetworkOptions>('NetworkOptions', {
    availabilityZones: plain(fc.constant(zones)),
    natGateways: plain(fc.constant(natGateways)),
    ipAddresses: fc.constant(new Written(`IpAddresses.cidr('10.1.0.0/${prefix}')`, () => IpAddresses.cidr(`10.1.0.0/${prefix}`))),
  }, 'availabilityZones'))));

const other = fc.constantFrom(1, 2).chain((natGateways) => call(Network, 'create', struct<Pick<NetworkOptions, 'natGateways'>>('NetworkOptions', {
  natGateways: plain(fc.constant(natGateways)),
})));

const existing = call(Network, 'existing', expression('Vpc.fromVpcAttributes(…)', () => (
  Vpc.fromVpcAttributes(ELSEWHERE, `Vpc${ELSEWHERE.node.children.length}`, {
    vpcId: 'vpc-0a1b2c3d',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    publicSubnetIds: ['subnet-0a0a0a0a', 'subnet-0b0b0b0b'],
    publicSubnetRouteTableIds: ['rtb-0a0a0a0a', 'rtb-0b0b0b0b'],
    privateSubnetIds: ['subnet-1a1a1a1a', 'subnet-1b1b1b1b'],
    privateSubnetRouteTableIds: ['rtb-1a1a1a1a', 'rtb-1b1b1b1b'],
  })
)));

export const network: Writer<Network> = fc.oneof(created, other, existing);
