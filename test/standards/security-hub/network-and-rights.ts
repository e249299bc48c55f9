import { Control, kept, keptByProp, listOf, notApplicable, notKept, refersTo, resourcesOf } from './control';

const VPC = 'AWS::EC2::VPC';
const GROUP = 'AWS::EC2::SecurityGroup';
const POLICY = 'AWS::IAM::Policy';
const ENDPOINTS = '`network`: the way out is a NAT gateway; interface endpoints cost by the hour and zone, and `Network.existing(vpc)` takes a network that has them';

/** The ports that a security group opens to the world. */
function openPorts(properties: any): number[] {
  return (properties.SecurityGroupIngress ?? []).filter((one: any) => one.CidrIp === '0.0.0.0/0' || one.CidrIpv6 === '::/0').map((one: any) => one.FromPort);
}

function actions(properties: any): string[] {
  return properties.PolicyDocument.Statement.filter((one: any) => one.Effect === 'Allow').flatMap((one: any) => listOf(one.Action));
}

export const NETWORK_AND_RIGHTS: Control[] = [
  kept('EC2.2', 'default security groups are closed', 'under the flags of a new CDK project', VPC, ({ id, template }) => (
    resourcesOf(template, 'Custom::VpcRestrictDefaultSG').some(({ properties }) => refersTo(properties.DefaultSecurityGroupId, id)))),
  kept('EC2.6', 'flow logs', 'of what is rejected', VPC, ({ id, template }) => (
    resourcesOf(template, 'AWS::EC2::FlowLog').some(({ properties }) => refersTo(properties.ResourceId, id) && properties.TrafficType === 'REJECT'))),
  keptByProp('EC2.10', 'an endpoint for the API of EC2', ENDPOINTS),
  kept('EC2.15', 'subnets give no public addresses', 'the public ones, too', 'AWS::EC2::Subnet', ({ properties }) => properties.MapPublicIpOnLaunch === false),
  kept('EC2.18, .19', 'only chosen ports are open to the world', 'port 80 of the load balancer', GROUP, ({ properties }) => openPorts(properties).every((port) => port === 80)),
  kept('EC2.13, .14', 'ports 22 and 3389 are closed to the world', 'always', GROUP, ({ properties }) => !openPorts(properties).some((port) => [22, 3389].includes(port))),
  notApplicable('EC2.16, .21', 'network ACLs', 'none but the network\'s own is created', 'AWS::EC2::NetworkAcl'),
  keptByProp('EC2.55, .56', 'endpoints for ECR', ENDPOINTS),
  keptByProp('EC2.57, .58, .60', 'endpoints for Systems Manager', ENDPOINTS),
  kept('IAM.1', 'nobody may do everything', 'no action is `*`', POLICY, ({ properties }) => !actions(properties).includes('*')),
  kept('IAM.21', 'nobody may do everything in a service', 'no action is `service:*`', POLICY, ({ properties }) => !actions(properties).some((one) => /^[\w-]+:\*$/.test(one))),
  kept('IAM.2', 'no rights for users', 'there are none: roles have them', POLICY, ({ properties }) => properties.Users === undefined),
  notKept('CloudFormation.1', 'stacks tell a topic', '`notifications` tell what becomes of a release, and a topic for all events of a stack is given at its deployment'),
];
