import { passes, securityGroups } from './firewalls';
import { Cloud } from '../../cloud';
import { Resource } from '../../resource';
import { listOf, textOf, textsOf, Undecided, Value } from '../../value';

/** The subnets of a list; nothing when one of them is not of this app. */
export function subnetsOf(cloud: Cloud, list: Value): Resource[] | undefined {
  const found = listOf(list).map((one) => cloud.target(one));
  return !(list instanceof Undecided) && found.length > 0 && found.every((one) => one?.type === 'AWS::EC2::Subnet') ? found as Resource[] : undefined;
}

/** How a subnet gets out: by something that anything may use, by an internet gateway, or not at all; nothing when that is not known. */
export function routeOf(cloud: Cloud, subnet: Resource): 'open' | 'gateway' | 'none' | undefined {
  const associations = cloud.all('AWS::EC2::SubnetRouteTableAssociation').filter((one) => cloud.target(one.get('SubnetId')) === subnet);
  const table = associations.length === 1 ? cloud.target(associations[0].get('RouteTableId')) : undefined;
  // Without a table of its own a subnet uses the VPC's main one, which templates do not show.
  if (!table) {
    return undefined;
  }
  const routes = cloud.all('AWS::EC2::Route').filter((one) => cloud.target(one.get('RouteTableId')) === table);
  if (routes.some((one) => textOf(one.get('DestinationCidrBlock') ?? one.get('DestinationIpv6CidrBlock')) === undefined)) {
    return undefined;
  }
  const out = routes.find((one) => one.get('DestinationCidrBlock') === '0.0.0.0/0');
  return !out ? 'none' : cloud.target(out.get('GatewayId'))?.type === 'AWS::EC2::InternetGateway' ? 'gateway' : out.get('GatewayId') === undefined ? 'open' : undefined;
}

/** The names of the services that the subnet's VPC has endpoints for, as far as these groups can use them. */
export function endpointsOf(cloud: Cloud, subnet: Resource, groups: Resource[] | undefined): string[] {
  const vpc = cloud.target(subnet.get('VpcId'));
  return cloud.all('AWS::EC2::VPCEndpoint').filter((one) => cloud.target(one.get('VpcId')) === vpc && isUsable(cloud, one, groups))
    .flatMap((one) => textsOf(one.get('ServiceName')));
}

/** An endpoint with addresses is called by the service's own name, and behind security groups. */
function isUsable(cloud: Cloud, endpoint: Resource, groups: Resource[] | undefined): boolean {
  const theirs = securityGroups(cloud, endpoint.get('SecurityGroupIds'));
  return endpoint.get('VpcEndpointType') !== 'Interface'
    || endpoint.get('PrivateDnsEnabled') !== false && !(theirs && groups && passes(cloud, theirs, 'Ingress', groups, 443) === false);
}
