import { Stack, Tags, Tokenization } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Shutdown } from './shutdown';
import { TaskSize } from './task-size';
import { IAttachedService } from '../backing-services/attached-service';
import { RunTimeConfig } from '../config/run-time-config';
import { EnvironmentLogs } from '../logging/environment-logs';
import { acknowledge } from '../private/acknowledge';
import { tasksPrincipal } from '../private/roles';
import { CurrentRelease } from '../release/current-release';

/** The user that an image's process runs as: `node` in the images of Node.js, and nobody in particular elsewhere. */
const USER = '1000:1000';

/** What is the same for all tasks of an environment. */
export interface TaskPlatform {
  readonly appName: string;
  readonly environmentName: string;
  readonly cluster: ecs.Cluster;
  readonly release: CurrentRelease;
  readonly variables: { [name: string]: string };
  readonly backingServices: IAttachedService[];
  readonly runTimeConfig?: RunTimeConfig;
  readonly logs: EnvironmentLogs;
}

/** What is particular to one task. */
export interface AppTaskProps {
  readonly platform: TaskPlatform;
  readonly name: string;
  readonly size: TaskSize;
  readonly shutdown: Shutdown;
  readonly command?: string[];
  readonly port?: number;
  readonly variables?: { [name: string]: string };
  /** The IAM path of the task's roles, where a policy elsewhere names them by it. */
  readonly rolePath?: string;
}

/**
 * One task of the app, long or short: the image of the current release under a role of its own, with the app's config and backing services.
 */
export class AppTask extends Construct {
  public readonly taskDefinition: ecs.FargateTaskDefinition;
  public readonly container: ecs.ContainerDefinition;
  public readonly taskRole: iam.Role;
  public readonly executionRole: iam.Role;
  public readonly securityGroup: ec2.SecurityGroup;

  constructor(scope: Construct, id: string, private readonly props: AppTaskProps) {
    super(scope, id);
    Tags.of(this).add('process', props.name);
    const role = { assumedBy: tasksPrincipal(this), path: props.rolePath };
    this.taskRole = new iam.Role(this, 'TaskRole', { ...role, description: `What ${props.name} itself may do` });
    this.executionRole = new iam.Role(this, 'ExecutionRole', { ...role, description: `What starting ${props.name} needs` });
    this.securityGroup = this.createSecurityGroup();
    this.taskDefinition = new ecs.FargateTaskDefinition(this, 'TaskDefinition', {
      family: taskFamily(props.platform, props.name),
      cpu: props.size.cpu,
      memoryLimitMiB: props.size.memory.toMebibytes(),
      runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.ARM64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX },
      taskRole: this.taskRole,
      executionRole: this.executionRole,
    });
    this.container = this.addContainer();
    this.attachBackingServices();
    this.acknowledgeFindings();
  }

  /** The ARN of every revision of this task, so that a policy that names it stays as it is when a release adds one. */
  public get anyRevisionArn(): string {
    return Stack.of(this).formatArn({ service: 'ecs', resource: 'task-definition', resourceName: `${this.taskDefinition.family}:*` });
  }

  /** The port that a web process binds. */
  public get portRange(): ec2.Port {
    return ec2.Port.tcp(this.container.containerPort);
  }

  private addContainer(): ecs.ContainerDefinition {
    const { platform, name } = this.props;
    const log = platform.logs.add(this, name, this.taskDefinition);
    const container = this.taskDefinition.addContainer(name, {
      image: platform.release.image(),
      command: this.props.command,
      environment: { ...platform.variables, ...platform.runTimeConfig?.variables, ...this.platformVariables() },
      portMappings: this.props.port === undefined ? undefined : [{ containerPort: this.props.port }],
      logging: log.driver,
      user: USER,
      readonlyRootFilesystem: true,
      stopTimeout: this.props.shutdown.limit,
      linuxParameters: this.linuxParameters(),
    });
    this.taskDefinition.defaultContainer = container; // a log router was there first
    if (log.router) {
      container.addContainerDependencies({ container: log.router, condition: ecs.ContainerDependencyCondition.HEALTHY });
    }
    return container;
  }

  private platformVariables(): { [name: string]: string } {
    const { platform, port, shutdown, variables } = this.props;
    return {
      RELEASE: platform.release.digest,
      ...shutdown.variables,
      ...(port === undefined ? {} : { PORT: Tokenization.stringifyNumber(port) }),
      ...variables,
    };
  }

  /** An init process passes signals on, whatever the image starts; nothing can be written but /tmp, which is memory. */
  private linuxParameters(): ecs.LinuxParameters {
    const parameters = new ecs.LinuxParameters(this, 'LinuxParameters', { initProcessEnabled: true });
    parameters.dropCapabilities(ecs.Capability.ALL);
    parameters.addTmpfs({ containerPath: '/tmp', size: 64, mountOptions: [ecs.TmpfsMountOption.NOEXEC, ecs.TmpfsMountOption.NOSUID, ecs.TmpfsMountOption.NODEV] });
    return parameters;
  }

  /** Out goes only HTTPS, and to backing services in the network; in comes what a load balancer is let in for. */
  private createSecurityGroup(): ec2.SecurityGroup {
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: this.props.platform.cluster.vpc,
      description: `${this.props.name} of ${this.props.platform.appName} in ${this.props.platform.environmentName}`,
      allowAllOutbound: false,
    });
    securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'HTTPS to AWS and elsewhere');
    return securityGroup;
  }

  private attachBackingServices(): void {
    this.props.platform.runTimeConfig?.grantRead(this.taskRole);
    for (const service of this.props.platform.backingServices) {
      service.grantUse(this.taskRole);
      service.connections?.allowDefaultPortFrom(this.securityGroup);
    }
  }

  private acknowledgeFindings(): void {
    acknowledge(this.executionRole, 'A token is for the whole registry; what it may pull is said beside it', 'AwsSolutions-IAM5[Resource::*]');
    acknowledge(this.taskDefinition, 'Config is in variables (factor III); secrets do not belong there, and TwelveFactorChecks looks for them', 'AwsSolutions-ECS2');
    acknowledge(this.taskDefinition, 'On Fargate the task itself has the limit, whatever containers are in it', 'ecs_task_definition_memory_hard_limit_check');
  }
}

/** The family of a task's definitions: the same for every revision. */
function taskFamily(platform: TaskPlatform, name: string): string {
  return `${platform.appName}-${platform.environmentName}-${name}`;
}
