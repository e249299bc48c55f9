import { App, Stack } from 'aws-cdk-lib';
import { IpAddresses, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Environment, EnvironmentOptions, Network, NetworkOptions } from '../../../src';
import { HOME } from '../support/assembly';
import { UpgradeCase } from '../support/upgrade-case';
import { made, Props, Version } from '../support/version';

const production = (options: EnvironmentOptions): Props => ({ env: HOME, environments: [Environment.staging(), Environment.production(options)] });
const network = (options: NetworkOptions): Version => ({ props: production({ network: Network.create(options) }) });
const existing = (app: App): Network => Network.existing(new Vpc(new Stack(app, 'Platform', { env: HOME }), 'Vpc', { natGateways: 1 }));

const AT_HOME: Version = { props: { env: HOME } };
const ONE_NAT = network({ natGateways: 1 });
const TWO_NAT = network({ natGateways: 2 });
const ONLY_STAGING: Version = { props: { environments: [Environment.staging()] } };

/** What a load balancer that would have to move makes of the whole update. */
const REFUSED = [
  'refused EntryPointLoadBalancer cannot move to another network (Production)',
  'harms EntryPointLoadBalancerHttp answers 503 until the new tasks are in its new target group (Production)',
  'harms EntryPointLoadBalancer moves to a new security group, and may find the tasks closed (Production)',
];
const NETWORK = ['VPC', 'subnet', 'NAT gateway'];
const ROLLS_BACK = 'The update is rolled back, since a load balancer cannot move to another network. Everything goes on as before.';
const ANOTHER = 'Add another environment with the new network, release to it, move data and clients, then delete the first.';

/** An environment runs elsewhere, or its network is another one. */
export const PLACES: UpgradeCase[] = [
  {
    change: '`availabilityZones`, one more',
    before: AT_HOME,
    after: network({ availabilityZones: 3, natGateways: 2 }),
    meaning: 'The ranges of the subnets stay. New tasks are spread over three zones.',
  },
  {
    change: '`natGateways`, one more',
    before: ONE_NAT,
    after: TWO_NAT,
    meaning: 'The tasks of one zone go out by a new address; their open connections to the outside end.',
    advice: 'Let the new address in where the old one is let in by name.',
  },
  {
    change: '`natGateways`, one less',
    before: TWO_NAT,
    after: ONE_NAT,
    allowed: ['deletes public address of a NAT gateway (Production)', 'deletes NAT gateway (Production)'],
    meaning: 'The tasks of one zone go out by the other address; their open connections to the outside end, and the address is given up.',
    advice: 'Let the remaining address in before.',
  },
  {
    change: '`network`, from a new one to an existing one',
    before: AT_HOME,
    after: { props: (app) => production({ network: existing(app) }) },
    allowed: [...REFUSED, ...[...NETWORK, 'public address of a NAT gateway', 'log group of rejected traffic'].map((what) => `deletes ${what} (Production)`)],
    meaning: ROLLS_BACK,
    advice: ANOTHER,
  },
  {
    change: '`ipAddresses`',
    before: AT_HOME,
    after: network({ ipAddresses: IpAddresses.cidr('10.1.0.0/16') }),
    allowed: [
      ...[1, 2].map((zone) => `refused AWS::EC2::NatGateway NetworkVpcPublicSubnet${zone}EIP.AllocationId is taken by NetworkVpcPublicSubnet${zone}NATGateway of Guestbook-{environment} (Production)`),
      ...REFUSED, ...NETWORK.map((what) => `replaces ${what} (Production)`),
    ],
    meaning: ROLLS_BACK,
    advice: ANOTHER,
  },
  {
    change: '`env` of an environment, another region',
    before: AT_HOME,
    after: { props: production({ env: { region: 'us-east-1' } }) },
    allowed: ['leaves stack Production'],
    meaning: 'It is another environment, with no release and no data. The old one goes on running in its region, with its ledger; no release reaches it any more.',
    advice: 'Release to the new one, move data and clients, then delete the stack in the old region.',
  },
  {
    change: '`env` given where there was none',
    after: AT_HOME,
    allowed: ['deletes log group of the deployment\'s calls (Staging)'],
    meaning: 'Nothing, when the zones are those that the environment is in.',
    advice: 'Compare the zones in `cdk.context.json` with those of the subnets first: with others the update is rolled back, since subnets cannot move.',
  },
  {
    change: 'an environment deleted, and deployed again',
    between: (cloud) => cloud.destroy(/-Production$/),
    after: {},
    meaning: 'It comes up with the release that was current. Its tables and buckets are new and empty; what production kept stays beside them.',
    advice: 'Attach what was kept, or restore.',
  },
  {
    change: 'an environment taken away, deployed, and put back',
    between: (cloud) => { cloud.deploy(made(ONLY_STAGING)); },
    after: {},
    meaning: 'It goes on with the release that it has.',
  },
  {
    change: 'an environment taken away, its stack deleted, and put back',
    between: (cloud) => { cloud.deploy(made(ONLY_STAGING)); cloud.destroy(/-Production$/); },
    after: {},
    meaning: 'As when it is deleted and deployed again.',
  },
];
