import { CfnCondition, CfnParameter, CfnResource, Duration, Fn, RemovalPolicy, Size, Stack, Tags, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { EnvironmentShape } from '../shape';

export const PORT = 8080;

export interface WebServiceProps {
  readonly appName: string;
  readonly environment: EnvironmentShape;
  readonly cluster: ecs.Cluster;
  readonly images: ecr.IRepository;
  readonly targetGroup: elbv2.ApplicationTargetGroup;
  readonly alarm: cloudwatch.Alarm;
  readonly digest: CfnParameter;
  readonly released: CfnCondition;
}

/** The web process: its task, its service, and how many copies run. */
export class WebService extends Construct {
  readonly taskDefinition: ecs.FargateTaskDefinition;
  readonly service: ecs.FargateService;
  readonly minimum: number;

  constructor(scope: Construct, id: string, private readonly props: WebServiceProps) {
    super(scope, id);
    const { environment, released, targetGroup } = props;
    Tags.of(this).add('process', 'web');
    this.minimum = environment.production ? 2 : 1;
    this.taskDefinition = this.addTaskDefinition();
    this.service = this.addService();
    this.service.attachToApplicationTargetGroup(targetGroup);
    this.service.autoScaleTaskCount({
      minCapacity: Token.asNumber(Fn.conditionIf(released.logicalId, this.minimum, 0)), maxCapacity: this.minimum,
    });
  }

  private addTaskDefinition(): ecs.FargateTaskDefinition {
    const { appName, environment, digest, released, images } = this.props;
    const stack = Stack.of(this);
    const assumedBy = new iam.ServicePrincipal('ecs-tasks.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'ecs', resource: '*' }) },
      },
    });
    const executionRole = new iam.Role(this, 'ExecutionRole', { assumedBy, description: 'What starting web needs' });
    const taskDefinition = new ecs.FargateTaskDefinition(this, 'TaskDefinition', {
      family: `${appName}-${environment.name}-web`,
      cpu: 256,
      memoryLimitMiB: 512,
      runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.ARM64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX },
      taskRole: new iam.Role(this, 'TaskRole', { assumedBy, description: 'What web itself may do' }),
      executionRole,
    });
    const linuxParameters = new ecs.LinuxParameters(this, 'LinuxParameters', { initProcessEnabled: true });
    linuxParameters.dropCapabilities(ecs.Capability.ALL);
    linuxParameters.addTmpfs({ containerPath: '/tmp', size: 64, mountOptions: [ecs.TmpfsMountOption.NOEXEC, ecs.TmpfsMountOption.NOSUID, ecs.TmpfsMountOption.NODEV] });
    images.grantPull(executionRole);
    const image = Fn.conditionIf(released.logicalId, images.repositoryUriForDigest(digest.valueAsString), images.repositoryUriForDigest(`sha256:${'0'.repeat(64)}`));
    taskDefinition.addContainer('web', {
      image: ecs.ContainerImage.fromRegistry(image.toString()),
      environment: { RELEASE: digest.valueAsString, SHUTDOWN_SECONDS: '58', LAME_DUCK_SECONDS: '10', PORT: `${PORT}`, KEEP_ALIVE_SECONDS: '65' },
      portMappings: [{ containerPort: PORT }],
      logging: ecs.LogDrivers.awsLogs({
        logGroup: new logs.LogGroup(this, 'LogGroup', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY }),
        streamPrefix: 'web',
        mode: ecs.AwsLogDriverMode.NON_BLOCKING,
        maxBufferSize: Size.mebibytes(25),
      }),
      user: '1000:1000',
      readonlyRootFilesystem: true,
      stopTimeout: Duration.seconds(60),
      linuxParameters,
    });
    return taskDefinition;
  }

  private addService(): ecs.FargateService {
    const { appName, environment, cluster, alarm, released } = this.props;
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: cluster.vpc, description: `web of ${appName} in ${environment.name}`, allowAllOutbound: false,
    });
    securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'HTTPS to AWS and elsewhere');
    const service = new ecs.FargateService(this, 'Service', {
      cluster,
      taskDefinition: this.taskDefinition,
      securityGroups: [securityGroup],
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { rollback: true },
      deploymentAlarms: { alarmNames: [alarm.alarmName], behavior: ecs.AlarmBehavior.ROLLBACK_ON_ALARM },
      availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED,
      healthCheckGracePeriod: Duration.seconds(60),
      enableECSManagedTags: true,
      propagateTags: ecs.PropagatedTagSource.SERVICE,
    });
    const resource = service.node.findChild('Service') as CfnResource;
    service.node.addDependency(this.taskDefinition.executionRole!);
    resource.addPropertyDeletionOverride('DeploymentController');
    resource.addPropertyOverride('DesiredCount', Fn.conditionIf(released.logicalId, Fn.ref('AWS::NoValue'), 0));
    return service;
  }
}
