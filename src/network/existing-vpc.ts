import { Environment as Place, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { checkIsNear } from '../private/places';
import { Problems } from '../private/problems';

/** Notes what an environment misses in a VPC that exists. Lists that are known at deployment only pass. */
export function checkExistingVpc(problems: Problems, where: string, vpc: ec2.IVpc, place: Place, hasWeb: boolean): void {
  checkIsNear(problems, where, vpc, { by: 'the environment', place });
  const name = vpc.node.path;
  checkTaskSubnets(problems, `${where} is ${name}`, vpc);
  if (hasWeb) {
    problems.unless(vpc.publicSubnets.length > 0,
      `${where} is ${name}, which has no public subnets for the load balancer of the web process; give a VPC that has them, as publicSubnetIds when you import it`);
    checkZones(problems, `${where} is ${name}, whose public subnets are`, vpc.publicSubnets, 'a load balancer needs two');
  }
}

/** Processes have no public address, so that they reach nothing from a public subnet; and from an isolated one neither their image nor their log. */
function checkTaskSubnets(problems: Problems, what: string, vpc: ec2.IVpc): void {
  const remedy = 'give a VPC that has private subnets with a route out, as privateSubnetIds when you import it';
  if (vpc.privateSubnets.length > 0) {
    checkZones(problems, `${what}, whose private subnets are`, vpc.privateSubnets, 'processes are spread over two');
  } else if (vpc.isolatedSubnets.length > 0) {
    problems.add(`${what}, which has no private subnets with a route out, and from isolated ones processes reach neither the registry nor their log; ${remedy}. ` +
      'Isolated subnets with VPC endpoints for all that an app calls are given as privateSubnetIds, too');
  } else {
    problems.add(`${what}, which has no private subnets, and processes have no public address to reach anything with from public ones; ${remedy}`);
  }
}

function checkZones(problems: Problems, what: string, subnets: ec2.ISubnet[], why: string): void {
  if (subnets.length === 0 || Token.isUnresolved(subnets.map(({ subnetId }) => subnetId))) {
    return; // how many there are is known at deployment only
  }
  const zones = [...new Set(subnets.map(({ availabilityZone }) => availabilityZone))];
  problems.unless(Token.isUnresolved(zones) || zones.length > 1, `${what} in one availability zone only, and ${why}; give subnets of two or more`);
}
