import { Annotations, Aws, Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { checkPath, checkSeconds } from '../private/checks';
import { expiringBucket } from '../private/private-bucket';
import { checkProps } from '../private/shape';

/** How long the load balancer keeps an idle connection; the process keeps it longer, or clients would see 502. */
const IDLE_TIMEOUT = Duration.seconds(60);
const KEEP_ALIVE = IDLE_TIMEOUT.plus(Duration.seconds(5));

/**
 * ECS registers each copy with the port that it listens on. The group's own counts for none of them, and another one would replace the group: the
 * listener would point to the new, empty group before the copies are in it.
 */
const ANY_PORT = 80;

/**
 * Properties of `WebEntryPoint`.
 */
export interface WebEntryPointProps {
  /**
   * The network, with public subnets.
   */
  readonly vpc: ec2.IVpc;

  /**
   * The path that the load balancer asks.
   */
  readonly healthCheck: string;

  /**
   * How long a copy that is leaving may finish its requests.
   */
  readonly drain: Duration;
}

/**
 * Where the web process is reached (factor VII): a load balancer in the public subnets, its listener and its targets.
 */
export class WebEntryPoint extends Construct {
  /** The load balancer. */
  public readonly loadBalancer: elbv2.ApplicationLoadBalancer;

  /** The listener that clients reach. */
  public readonly listener: elbv2.ApplicationListener;

  /** The copies of the web process. */
  public readonly targetGroup: elbv2.ApplicationTargetGroup;

  /** The bucket with the access logs, kept for 90 days. */
  public readonly accessLogs: s3.Bucket;

  /** The URL that clients use. */
  public readonly url: string;

  constructor(scope: Construct, id: string, props: WebEntryPointProps) {
    super(scope, id);
    checkProps(this, 'WebEntryPointProps', props, (problems, { healthCheck, drain }) => {
      checkPath(problems, 'healthCheck', healthCheck);
      checkSeconds(problems, 'drain', drain, 0, 3600);
    });
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: 'The load balancer', // the CDK's own is made of the whole path, and another one would replace the group
      allowAllOutbound: false,
    });
    this.loadBalancer = new elbv2.ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc: props.vpc,
      securityGroup,
      internetFacing: true,
      idleTimeout: IDLE_TIMEOUT,
      dropInvalidHeaderFields: true,
    });
    this.accessLogs = this.logAccess();
    this.targetGroup = new elbv2.ApplicationTargetGroup(this, 'Targets', {
      vpc: props.vpc,
      targetType: elbv2.TargetType.IP,
      protocol: elbv2.ApplicationProtocol.HTTP,
      port: ANY_PORT,
      deregistrationDelay: props.drain,
      healthCheck: {
        path: props.healthCheck,
        healthyHttpCodes: '200',
        interval: Duration.seconds(5),
        timeout: Duration.seconds(4),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 2,
      },
    });
    this.listener = this.loadBalancer.addListener('Http', { port: 80, protocol: elbv2.ApplicationProtocol.HTTP, defaultTargetGroups: [this.targetGroup] });
    this.url = `http://${this.loadBalancer.loadBalancerDnsName}`;
    Annotations.of(this).addWarningV2('cdk-twelve-factor-fargate:WebEntryPoint.http',
      'clients reach this environment over HTTP, unencrypted, since no domain is given: use it for trials only');
    this.acknowledgeFindings(securityGroup);
  }

  /** What the web process is told: to keep idle connections for longer than the load balancer does. */
  public get variables(): { [name: string]: string } {
    return { KEEP_ALIVE_SECONDS: `${KEEP_ALIVE.toSeconds()}` };
  }

  private acknowledgeFindings(securityGroup: ec2.SecurityGroup): void {
    acknowledge(securityGroup, 'This is where the world comes in', 'AwsSolutions-EC23');
    acknowledge(this.loadBalancer, 'Which requests are kept out is yours to say: associate a web ACL with this load balancer', 'ALBWAFEnabled');
    acknowledge(this.listener, 'No domain is given, so that there is no certificate; a warning says that this is for trials only',
      'ALBHttpToHttpsRedirection', 'ELBv2ACMCertificateRequired', 'alb_http_to_https_redirection_check');
  }

  /**
   * Not with `logAccessLogs()`, which must know the region: the service's own principal writes in every region.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
   */
  private logAccess(): s3.Bucket {
    const bucket = expiringBucket(this, 'AccessLogs', Duration.days(90));
    bucket.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`AWSLogs/${Aws.ACCOUNT_ID}/*`)],
    }));
    this.loadBalancer.setAttribute('access_logs.s3.enabled', 'true');
    this.loadBalancer.setAttribute('access_logs.s3.bucket', bucket.bucketName);
    this.loadBalancer.node.addDependency(bucket.policy!); // the load balancer tries to write as soon as it exists
    return bucket;
  }
}
