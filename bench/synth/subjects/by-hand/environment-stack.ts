import { App, Aws, CfnCondition, CfnOutput, CfnParameter, Duration, Fn, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { lookUpZones, protectFromDeletion } from './calls';
import { importImages } from './images';
import { readStatement, updateStatements } from './release-statements';
import { capitalised, EnvironmentShape } from '../shape';
import { PORT, WebService } from './web-service';

export interface EnvironmentStackProps {
  readonly appName: string;
  readonly environment: EnvironmentShape;
}

/** Network, cluster, load balancer, the web service and its alarms, and the role that a release updates all of it under. */
export class EnvironmentStack extends Stack {
  readonly url: string;
  readonly alarmName: string;
  readonly clusterName: string;
  readonly cluster: ecs.Cluster;
  readonly releaseRole: iam.IRole;
  readonly images: ecr.IRepository;

  constructor(app: App, readonly props: EnvironmentStackProps) {
    super(app, `${props.appName}-${capitalised(props.environment.name)}`, { description: `${props.appName}: the environment ${props.environment.name}` });
    const { appName, environment } = props;
    Tags.of(this).add('app', appName);
    Tags.of(this).add('environment', environment.name);
    this.clusterName = `${appName}-${environment.name}`;
    this.alarmName = `${this.clusterName}-server-errors`;
    this.images = importImages(this, appName);

    const digest = new CfnParameter(this, 'Digest', {
      type: 'AWS::SSM::Parameter::Value<String>',
      default: `/${appName}/${environment.name}/release`,
      description: 'The ledger entry of the release to run. Leave it to the release script',
    });
    const released = new CfnCondition(this, 'Released', { expression: Fn.conditionNot(Fn.conditionEquals(digest.valueAsString, 'none')) });

    const vpc = this.addNetwork();
    this.cluster = new ecs.Cluster(this, 'Cluster', {
      clusterName: this.clusterName, vpc, containerInsightsV2: ecs.ContainerInsights.ENHANCED,
    });
    const loadBalancer = this.addLoadBalancer(vpc);
    const targetGroup = this.addTargetGroup(vpc);
    loadBalancer.addListener('Http', { port: 80, protocol: elbv2.ApplicationProtocol.HTTP, defaultTargetGroups: [targetGroup] });
    this.url = `http://${loadBalancer.loadBalancerDnsName}`;
    const alarm = this.addAlarms(loadBalancer, targetGroup);

    const { cluster, images } = this;
    const web = new WebService(this, 'Web', { appName, environment, cluster, images, targetGroup, alarm, digest, released });
    loadBalancer.connections.allowTo(web.service, ec2.Port.tcp(PORT), 'Requests and health checks');
    this.releaseRole = this.addReleaseRole(web);
    if (environment.production) protectFromDeletion(this, loadBalancer, web);
    this.addOutputs(digest, web);
  }

  private addNetwork(): ec2.Vpc {
    const vpc = new ec2.Vpc(this, 'Vpc', {
      availabilityZones: lookUpZones(this, 2),
      reservedAzs: 4,
      natGateways: this.props.environment.production ? 2 : 1,
      subnetConfiguration: [
        { name: 'Public', subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
        { name: 'Private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      ],
      gatewayEndpoints: {
        S3: { service: ec2.GatewayVpcEndpointAwsService.S3 },
        DynamoDb: { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB },
      },
    });
    vpc.addFlowLog('RejectedTraffic', {
      trafficType: ec2.FlowLogTrafficType.REJECT,
      destination: ec2.FlowLogDestination.toCloudWatchLogs(
        new logs.LogGroup(this, 'RejectedTraffic', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY }),
        new iam.Role(this, 'FlowLogsRole', {
          assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } } }),
        }),
      ),
    });
    return vpc;
  }

  private addLoadBalancer(vpc: ec2.IVpc): elbv2.ApplicationLoadBalancer {
    const loadBalancer = new elbv2.ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc,
      securityGroup: new ec2.SecurityGroup(this, 'LoadBalancerSecurityGroup', { vpc, description: 'The load balancer', allowAllOutbound: false }),
      internetFacing: true,
      idleTimeout: Duration.seconds(60),
      dropInvalidHeaderFields: true,
    });
    loadBalancer.removeAttribute('deletion_protection.enabled');
    const accessLogs = new s3.Bucket(this, 'AccessLogs', {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    });
    accessLogs.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [accessLogs.arnForObjects(`AWSLogs/${Aws.ACCOUNT_ID}/*`)],
    }));
    loadBalancer.setAttribute('access_logs.s3.enabled', 'true'); // logAccessLogs() must know the region
    loadBalancer.setAttribute('access_logs.s3.bucket', accessLogs.bucketName);
    loadBalancer.node.addDependency(accessLogs.policy!);
    return loadBalancer;
  }

  private addTargetGroup(vpc: ec2.IVpc): elbv2.ApplicationTargetGroup {
    return new elbv2.ApplicationTargetGroup(this, 'Targets', {
      vpc,
      targetType: elbv2.TargetType.IP,
      protocol: elbv2.ApplicationProtocol.HTTP,
      port: 80,
      deregistrationDelay: Duration.seconds(60),
      healthCheck: {
        path: '/',
        healthyHttpCodes: '200',
        interval: Duration.seconds(5),
        timeout: Duration.seconds(4),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 2,
      },
    });
  }

  private addAlarms(loadBalancer: elbv2.ApplicationLoadBalancer, targetGroup: elbv2.ApplicationTargetGroup): cloudwatch.Alarm {
    const perMinute = { period: Duration.minutes(1), statistic: 'Sum' };
    const serverErrors = new cloudwatch.Alarm(this, 'ServerErrors', {
      alarmName: this.alarmName,
      alarmDescription: 'More than 5 % of the requests fail',
      metric: new cloudwatch.MathExpression({
        label: 'Failed requests in percent',
        period: Duration.minutes(1),
        expression: 'IF((FILL(reached, 0) + FILL(before, 0)) >= 20, 100 * (FILL(inApp, 0) + FILL(before, 0)) / (FILL(reached, 0) + FILL(before, 0)), 0)',
        usingMetrics: {
          inApp: targetGroup.metrics.httpCodeTarget(elbv2.HttpCodeTarget.TARGET_5XX_COUNT, perMinute),
          before: loadBalancer.metrics.httpCodeElb(elbv2.HttpCodeElb.ELB_5XX_COUNT, perMinute),
          reached: targetGroup.metrics.requestCount(perMinute),
        },
      }),
      threshold: 5,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    new cloudwatch.CompositeAlarm(this, 'Unwell', {
      compositeAlarmName: `${this.clusterName}-health`,
      alarmDescription: 'An alarm of the environment is on',
      alarmRule: cloudwatch.AlarmRule.fromAlarm(serverErrors, cloudwatch.AlarmState.ALARM),
    });
    return serverErrors;
  }

  private addReleaseRole(web: WebService): iam.IRole {
    const roleName = `${this.clusterName}-release-${this.region}`;
    const role = new iam.Role(this, 'ReleaseRole', {
      roleName,
      description: 'Updates the environment during a release',
      assumedBy: new iam.ServicePrincipal('cloudformation.amazonaws.com'),
    });
    new iam.Policy(this, 'ReleasePolicy', { roles: [role], statements: updateStatements(this, web) });
    role.addToPolicy(readStatement(this));
    return iam.Role.fromRoleName(this, 'ReleaseRoleByName', roleName);
  }

  private addOutputs(digest: CfnParameter, { service, minimum }: WebService): void {
    const { appName, environment } = this.props;
    const script = `node node_modules/cdk-twelve-factor-fargate/assets/release/release.mjs --stack ${this.stackName} --region ${this.region}`;
    const processes = { web: { service: service.serviceName, container: 'web', minimum } };
    new CfnOutput(this, 'ReleaseContract', { value: '1', description: 'The version of what the release script reads here' });
    new CfnOutput(this, 'ReleaseLedger', { value: `/${appName}/${environment.name}`, description: 'Where the releases are recorded' });
    new CfnOutput(this, 'ReleaseParameter', { value: digest.logicalId, description: 'The parameter of this stack that chooses the release' });
    new CfnOutput(this, 'ReleaseRoleArn', { value: this.releaseRole.roleArn, description: 'The role that a release updates this stack under' });
    new CfnOutput(this, 'ReleaseProcesses', { value: this.toJsonString(processes), description: 'What has to run for a release to be complete' });
    new CfnOutput(this, 'ReleasesKept', { value: '20', description: 'How many of the last releases that worked are kept' });
    new CfnOutput(this, 'ImageRepository', { value: this.images.repositoryUri, description: 'Where the images are' });
    new CfnOutput(this, 'ClusterName', { value: this.cluster.clusterName, description: 'The cluster that everything runs in' });
    new CfnOutput(this, 'Url', { value: this.url, description: 'Where the web process is reached' });
    new CfnOutput(this, 'HowToRelease', {
      value: `${script} --digest "$DIGEST"`,
      description: 'Releases the image with the digest $DIGEST, after npm install --no-save cdk-twelve-factor-fargate',
    });
    new CfnOutput(this, 'HowToRollBack', {
      value: `${script} --rollback previous`, description: 'Goes back to the release before; or to another, by its number',
    });
  }
}
