/** Where production and staging may differ, and why. Anything else is a difference of shape, which factor X forbids. */
export const ALLOWED: { where: RegExp; why: string }[] = [
  { where: /^Description$/, why: 'names the environment' },
  { where: /^Parameters\.[^.]+\.Default$/, why: 'each environment reads its own ledger' },
  { where: /\.Tags\.\d+\.Value$/, why: 'names the environment' },
  { where: /^Outputs\.(ReleaseLedger|ReleaseRoleArn|ReleaseCommand|HowToRelease|HowToRollBack|\w+SwapPrefix|Run\w+)\./, why: 'names the environment' },
  { where: /^Outputs\.ReleaseProcesses\./, why: 'tells how many copies run' },
  { where: /\.(Family|GroupDescription|AlarmName|ClusterName|GroupName|Description)$/, why: 'named after the environment' },
  { where: /\.Properties\.(Name|PolicyName|RoleName|Path)(\.|$)/, why: 'named after the environment' },
  { where: /\.(Max|Min)Capacity(\.Fn::If\.1)?$/, why: 'how many copies run' },
  { where: /\.DeletionProtectionEnabled$/, why: 'data in production is protected' },
  { where: /^Resources\.BackingServices.*\.(DeletionPolicy|UpdateReplacePolicy)$/, why: 'data in production is kept' },
  { where: /^Resources\.(AwsCallLogs|AWS679f53fac002430cb0da5b7982bd2287)\w*$/, why: 'the function of that protection, where nothing else has one' },
  { where: /^Resources\.EntryPointDeletionProtection\w*$/, why: 'the load balancer of production is protected against deletion' },
  { where: /^Resources\.Config.*\.(DeploymentDurationInMinutes|FinalBakeTimeInMinutes|GrowthFactor)$/, why: 'config spreads more slowly in production' },
  { where: /^Resources\.NetworkVpcPublicSubnet2(EIP|NATGateway)/, why: 'production has a NAT gateway for each zone' },
  { where: /^Resources\.NetworkVpcPrivateSubnet2DefaultRoute.*\.NatGatewayId/, why: 'production has a NAT gateway for each zone' },
  {
    where: /\.Condition\.(ArnLikeIfExists\.ecs:task-definition|StringEqualsIfExists\.aws:ResourceTag\/environment|NumericLessThanEqualsIfExists)\./,
    why: 'a release asks for what its own environment has',
  },
  { where: /\.(Resource|StringEquals\.aws:SourceArn)(\.|$)/, why: 'a policy reaches the resources of its own environment' },
];

/** Differences that nothing allows. */
export function unexplained(staging: any, production: any): string[] {
  return differences(staging, production).filter((path) => !ALLOWED.some(({ where }) => where.test(path)));
}

/** The paths at which the templates of two environments differ. */
export function differences(staging: any, production: any): string[] {
  return compare(comparable(staging), comparable(production));
}

function compare(one: any, other: any, at: string[] = []): string[] {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return one === other ? [] : [at.join('.')];
  }
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) => compare(one[key], other[key], [...at, key]));
}

/** What the CDK adds to a few logical ids: a hash of the content. */
const SUFFIX = /(SecurityGroup(?:to|from)\w*SecurityGroup|ConfigurationDeployment)[0-9A-F]{8}(?:IndirectPort)?[0-9A-F]{4,}/g;

/** Templates to lay over one another: the CDK puts the path of the stack into a few logical ids, too. */
function comparable(template: any): any {
  return JSON.parse(JSON.stringify(template).replace(/Guestbook(Staging|Production)(?=\w*SecurityGroup)/g, '').replace(SUFFIX, '$1'));
}
