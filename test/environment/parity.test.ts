import { synthesise } from '../support/synthesis';

/** Where production and staging may differ, and why. Anything else is a difference of shape, which factor X forbids. */
const ALLOWED: { where: RegExp; why: string }[] = [
  { where: /^Description$/, why: 'names the environment' },
  { where: /^Parameters\.[^.]+\.Default$/, why: 'each environment reads its own ledger' },
  { where: /\.Tags\.\d+\.Value$/, why: 'names the environment' },
  { where: /^Outputs\.(ReleaseLedger|HowToRelease|HowToRollBack|DatastoreSwapPrefix|RunSeed|RunBackup)\./, why: 'names the environment' },
  { where: /^Outputs\.ReleaseProcesses\./, why: 'tells how many copies run' },
  { where: /\.(Family|GroupDescription|AlarmName|GroupName|Description)$/, why: 'named after the environment' },
  { where: /\.Properties\.Name$/, why: 'named after the environment' },
  { where: /\.(Max|Min)Capacity(\.Fn::If\.1)?$/, why: 'how many copies run' },
  { where: /\.DeletionProtectionEnabled$/, why: 'data in production is protected' },
  { where: /^Resources\.BackingServices.*\.(DeletionPolicy|UpdateReplacePolicy)$/, why: 'data in production is kept' },
  { where: /\.LoadBalancerAttributes\.\d+\.Value$/, why: 'the load balancer of production is protected against deletion' },
  { where: /^Resources\.Config.*\.(DeploymentDurationInMinutes|FinalBakeTimeInMinutes|GrowthFactor)$/, why: 'config spreads more slowly in production' },
  { where: /^Resources\.NetworkVpcPublicSubnet2(EIP|NATGateway)/, why: 'production has a NAT gateway for each zone' },
  { where: /^Resources\.NetworkVpcPrivateSubnet2DefaultRoute.*\.NatGatewayId/, why: 'production has a NAT gateway for each zone' },
  { where: /\.(Resource|StringEquals\.aws:SourceArn)(\.|$)/, why: 'a policy reaches the resources of its own environment' },
];

function differences(one: any, other: any, at: string[] = []): string[] {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return one === other ? [] : [at.join('.')];
  }
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) => differences(one[key], other[key], [...at, key]));
}

/** Templates to lay over one another: CDK puts the path of the stack, or a hash of the content, into a few logical ids. */
function comparable(template: any): any {
  return JSON.parse(JSON.stringify(template).replace(/Guestbook(Staging|Production)(?=\w*SecurityGroup)/g, '').replace(SUFFIX, '$1'));
}

const SUFFIX = /(SecurityGroup(?:to|from)\w*SecurityGroup|ConfigurationDeployment)[0-9A-F]{12,}/g;
const app = synthesise();
const found = differences(comparable(app.staging.toJSON()), comparable(app.production.toJSON()));

test('staging and production differ in values and sizes only', () => {
  expect(found.filter((path) => !ALLOWED.some(({ where }) => where.test(path)))).toEqual([]);
});

test('each difference that is allowed is one that there is', () => {
  expect(ALLOWED.filter(({ where }) => !found.some((path) => where.test(path))).map(({ why }) => why)).toEqual([]);
});

test('both run the same commands, ports and variables', () => {
  const containers = (template: any) => Object.values<any>(template.findResources('AWS::ECS::TaskDefinition'))
    .flatMap((one) => one.Properties.ContainerDefinitions.map((each: any) => [each.Name, each.Command, each.PortMappings, each.Environment]));
  const production = JSON.parse(JSON.stringify(containers(app.production)).replace(/Production|production/g, 'x'));
  const staging = JSON.parse(JSON.stringify(containers(app.staging)).replace(/Staging|staging/g, 'x'));
  expect(staging).toEqual(production);
});
