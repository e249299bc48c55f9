import { Environment as Place, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { checkExistingVpc } from './existing-vpc';
import { zonesOf } from './pinned-zones';
import { acknowledge } from '../private/acknowledge';
import { checkIsKnown, checkWholeNumber } from '../private/checks';
import { expiringLogGroup } from '../private/log-group';
import { Problems } from '../private/problems';
import { servicePrincipal } from '../private/roles';
import { Given } from '../private/shape';

const SUBNETS: ec2.SubnetConfiguration[] = [
  { name: 'Public', subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
  { name: 'Private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
];

/** No region has more. */
const MOST_ZONES = 6;

/** Two subnets a zone, for six of them: AWS takes none smaller than `/28`. */
const SMALLEST_FOR_ALL = 24;

/**
 * Options of `Network.create()`.
 */
export interface NetworkOptions {
  /**
   * The address range of the network. From `/24` on there is room in it for six zones, so that another number of zones moves no subnet; in a smaller
   * one it moves them all, which only a new environment can do.
   *
   * @default - 10.0.0.0/16
   */
  readonly ipAddresses?: ec2.IIpAddresses;

  /**
   * In how many availability zones the app runs, from 2 to 6. Where the account and region are not known at synthesis, the zones are looked up once,
   * when the environment is created.
   *
   * @default 2
   */
  readonly availabilityZones?: number;

  /**
   * How many NAT gateways carry traffic out; each costs by the hour and by the gigabyte.
   *
   * @default - one for each availability zone in production, one in other environments
   */
  readonly natGateways?: number;
}

/**
 * Where an environment's processes run: a network of its own, or one that exists.
 */
export class Network {
  /**
   * A new network: public subnets for the load balancer, private ones for the processes, gateway endpoints for S3 and DynamoDB, and a
   * log of rejected traffic.
   */
  public static create(options: NetworkOptions = {}): Network {
    const given = new Given<NetworkOptions>('Network.create', { options });
    return new Network(given, given.sound);
  }

  /**
   * A network that exists, in the account and region of the environment. It needs private subnets with a route out, in two availability zones, for
   * the processes; and public subnets in two availability zones for the load balancer, if there is a web process.
   */
  public static existing(vpc: ec2.IVpc): Network {
    const given = new Given<{ vpc: ec2.IVpc }>('Network.existing', { vpc });
    return new Network(given, {}, given.sound.vpc);
  }

  private constructor(private readonly given: Given<object>, private readonly options: NetworkOptions, private readonly vpc?: ec2.IVpc) {}

  /**
   * Notes what is wrong with this network.
   * @internal
   */
  public _check(problems: Problems, where: string): void {
    this.given.check(problems, where);
    const { availabilityZones, natGateways } = this.options;
    checkIsKnown(problems, `${where}.availabilityZones`, availabilityZones, 'give a plain number');
    checkIsKnown(problems, `${where}.natGateways`, natGateways, 'give a plain number');
    checkWholeNumber(problems, `${where}.availabilityZones`, availabilityZones, 2, MOST_ZONES, 'a load balancer needs two of them');
    checkWholeNumber(problems, `${where}.natGateways`, natGateways, 1, availabilityZones ?? 2, 'at most one for each availability zone');
  }

  /**
   * Notes a mistake when a VPC that exists is elsewhere, or lacks the subnets that the environment needs.
   * @internal
   */
  public _checkExisting(problems: Problems, where: string, place: Place, hasWeb: boolean): void {
    if (this.vpc) {
      checkExistingVpc(problems, where, this.vpc, place, hasWeb);
    }
  }

  /**
   * The VPC to run in, created when it is a new one.
   * @internal
   */
  public _bind(scope: Construct, production: boolean): ec2.IVpc {
    if (this.vpc) {
      return this.vpc;
    }
    const zones = this.options.availabilityZones ?? 2;
    return createVpc(scope, zones, this.options.natGateways ?? (production ? zones : 1), this.options.ipAddresses);
  }
}

function createVpc(scope: Construct, zones: number, natGateways: number, ipAddresses?: ec2.IIpAddresses): ec2.Vpc {
  const vpc = new ec2.Vpc(scope, 'Vpc', {
    ipAddresses,
    availabilityZones: zonesOf(scope, zones),
    reservedAzs: reservedZones(zones, ipAddresses),
    natGateways,
    subnetConfiguration: SUBNETS,
    gatewayEndpoints: {
      S3: { service: ec2.GatewayVpcEndpointAwsService.S3 },
      DynamoDb: { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB },
    },
  });
  vpc.addFlowLog('RejectedTraffic', {
    trafficType: ec2.FlowLogTrafficType.REJECT,
    destination: ec2.FlowLogDestination.toCloudWatchLogs(
      expiringLogGroup(scope, 'RejectedTraffic', logs.RetentionDays.ONE_MONTH),
      new iam.Role(scope, 'FlowLogsRole', { assumedBy: servicePrincipal('vpc-flow-logs.amazonaws.com') }),
    ),
  });
  acknowledge(vpc, 'The public subnets hold the load balancer and the NAT gateways only; processes are in private ones', 'VPCNoUnrestrictedRouteToIGW');
  const closer = Stack.of(vpc).node.tryFindChild('Custom::VpcRestrictDefaultSGCustomResourceProvider');
  if (closer) {
    acknowledge(closer, 'A function of the CDK that closes the default security group; it calls EC2 and needs nothing in the network', 'lambda_inside_vpc_check');
  }
  return vpc;
}

/**
 * For how many zones more addresses are kept. The CDK deals the whole range out to the zones that there are: with another number of them all subnets
 * would get other addresses, and be replaced. What a pool of IPAM gives is known to it alone.
 */
function reservedZones(zones: number, ipAddresses?: ec2.IIpAddresses): number {
  const { cidrBlock = '' } = ipAddresses ? ipAddresses.allocateVpcCidr() : { cidrBlock: ec2.Vpc.DEFAULT_CIDR_RANGE };
  const [, mask] = cidrBlock.split('/').map(Number);
  return mask <= SMALLEST_FOR_ALL ? MOST_ZONES - zones : 0;
}
