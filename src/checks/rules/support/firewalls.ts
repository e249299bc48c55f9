import { Cloud } from '../../cloud';
import { Resource } from '../../resource';
import { listOf, mapOf, numberOf, Reference, textOf, Undecided, Value, ValueMap } from '../../value';

/** A rule of a security group. */
export interface FirewallRule {
  readonly body: ValueMap;
  readonly holder: Resource;
}

/** The security groups that a list names; nothing when one of them is not of this app. */
export function securityGroups(cloud: Cloud, list: Value): Resource[] | undefined {
  const found = listOf(list).map((one) => cloud.target(one));
  return !(list instanceof Undecided) && found.length > 0 && found.every((one) => one?.type === 'AWS::EC2::SecurityGroup') ? found as Resource[] : undefined;
}

/** The rules of a group in one direction, wherever they are written; nothing when one of them cannot be read. */
export function rulesOf(cloud: Cloud, group: Resource, direction: 'Ingress' | 'Egress'): FirewallRule[] | undefined {
  const inline = group.get(`SecurityGroup${direction}`);
  const apart = cloud.all(`AWS::EC2::SecurityGroup${direction}`).filter((one) => cloud.target(one.get('GroupId')) === group);
  const found = [
    ...listOf(inline).map((one) => ({ body: mapOf(one), holder: group })),
    ...apart.map((one) => ({ body: one.properties, holder: one })),
  ];
  const unread = found.some(({ body }) => textOf(body.IpProtocol) === undefined && typeof body.IpProtocol !== 'number');
  return inline instanceof Undecided || unread ? undefined : found;
}

/** Whether a rule is about a TCP port; nothing when its ports are not decided. */
export function covers({ body }: FirewallRule, port: number | undefined): boolean | undefined {
  const protocol = String(body.IpProtocol);
  if (protocol === '-1') {
    return true;
  }
  if (protocol !== 'tcp' && protocol !== '6') {
    return false;
  }
  const [from, to] = [numberOf(body.FromPort), numberOf(body.ToPort)];
  return from === undefined || to === undefined || port === undefined ? undefined : from === -1 || from <= port && port <= to;
}

/** Whether a rule is for one of these groups, or for addresses, which may be theirs. CDK writes 255.255.255.255/32 where it means nobody. */
export function concerns({ body }: FirewallRule, groups: Resource[], cloud: Cloud): boolean | undefined {
  const other = body.SourceSecurityGroupId ?? body.DestinationSecurityGroupId;
  if (other instanceof Reference) {
    return groups.includes(cloud.target(other)!);
  }
  return other !== undefined ? undefined : body.CidrIp !== '255.255.255.255/32';
}

/** Whether a rule lets in the whole internet. */
export function isForAnyone({ body }: FirewallRule): boolean {
  return body.CidrIp === '0.0.0.0/0' || body.CidrIpv6 === '::/0';
}

/** Whether some rule of these groups lets the others through; nothing when a rule cannot be read. */
export function passes(cloud: Cloud, groups: Resource[], direction: 'Ingress' | 'Egress', others: Resource[], port: number | undefined): boolean | undefined {
  const rules = groups.map((one) => rulesOf(cloud, one, direction));
  if (rules.includes(undefined)) {
    return undefined;
  }
  // A group that says nothing lets everything out.
  if (direction === 'Egress' && rules.some((one) => one!.length === 0)) {
    return true;
  }
  const says = rules.flatMap((one) => one!).map((one) => both(covers(one, port), concerns(one, others, cloud)));
  return says.includes(true) ? true : says.includes(undefined) ? undefined : false;
}

/** Whether both hold; nothing when that hangs on one that is not known. */
export function both(one: boolean | undefined, other: boolean | undefined): boolean | undefined {
  return one === false || other === false ? false : one && other;
}

/** Whether some rule of these groups lets a port out, wherever to; nothing when a rule cannot be read. */
export function letsOut(cloud: Cloud, groups: Resource[], port: number): boolean | undefined {
  const rules = groups.map((one) => rulesOf(cloud, one, 'Egress'));
  if (rules.includes(undefined) || rules.some((one) => one!.length === 0)) {
    return rules.includes(undefined) ? undefined : true;
  }
  const says = rules.flatMap((one) => one!).map((one) => one.body.CidrIp === '255.255.255.255/32' ? false : covers(one, port));
  return says.includes(true) ? true : says.includes(undefined) ? undefined : false;
}
