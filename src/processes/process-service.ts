import { CfnResource, Tags } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { AppTask, TaskPlatform } from './app-task';
import { Process } from './process';
import { Scaling } from './scaling';
import { Shutdown } from './shutdown';
import { TaskSize } from './task-size';
import { WebEntryPoint } from './web-entry-point';

/** What one process is in one environment. */
export interface ProcessServiceProps {
  readonly platform: TaskPlatform;
  readonly name: string;
  readonly process: Process;
  readonly size: TaskSize;
  readonly scaling: Scaling;
  readonly shutdown: Shutdown;
  /** Where the process is reached; only a web process has it. */
  readonly entryPoint?: WebEntryPoint;
  /** What ends a deployment that makes things worse. */
  readonly alarms: cloudwatch.Alarm[];
}

/** One process: an ECS service whose count belongs to autoscaling, and stays at zero while there is no release. */
export class ProcessService extends Construct {
  public readonly task: AppTask;
  public readonly service: ecs.FargateService;
  public readonly scalableTarget: ecs.ScalableTaskCount;

  constructor(scope: Construct, id: string, private readonly props: ProcessServiceProps) {
    super(scope, id);
    Tags.of(this).add('process', props.name);
    const { platform, name, process, size, shutdown, entryPoint } = props;
    this.task = new AppTask(this, 'Task', {
      platform, name, size, shutdown, command: process.command, port: process.port, variables: entryPoint?.variables,
    });
    this.service = this.createService();
    this.service.node.addDependency(this.task.executionRole); // with its policy: a copy that may not pull yet would fail
    if (entryPoint) {
      this.service.attachToApplicationTargetGroup(entryPoint.targetGroup);
      entryPoint.loadBalancer.connections.allowTo(this.service, this.task.portRange, 'Requests and health checks');
    }
    this.scalableTarget = this.createScalableTarget();
  }

  /** How many copies run at the least, once there is a release. */
  public get minimum(): number {
    return this.props.scaling.range.min;
  }

  private createService(): ecs.FargateService {
    const { platform, process, alarms } = this.props;
    const service = new ecs.FargateService(this, 'Service', {
      cluster: platform.cluster,
      taskDefinition: this.task.taskDefinition,
      securityGroups: [this.task.securityGroup],
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { rollback: true },
      deploymentAlarms: alarms.length > 0
        ? { alarmNames: alarms.map((alarm) => alarm.alarmName), behavior: ecs.AlarmBehavior.ROLLBACK_ON_ALARM }
        : undefined,
      availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED,
      healthCheckGracePeriod: process.startUp,
      enableECSManagedTags: true,
      propagateTags: ecs.PropagatedTagSource.SERVICE,
    });
    const resource = service.node.findChild('Service') as CfnResource;
    // Named only while there is no release: from then on the count is autoscaling's, and no update resets it.
    resource.addPropertyOverride('DesiredCount', platform.release.onlyBefore(0));
    // ECS is the default, and whether the CDK says so hangs on a feature flag: to turn that on would replace the service.
    resource.addPropertyDeletionOverride('DeploymentController');
    return service;
  }

  private createScalableTarget(): ecs.ScalableTaskCount {
    const { platform, scaling, entryPoint } = this.props;
    const target = this.service.autoScaleTaskCount({
      minCapacity: platform.release.countOrZero(scaling.range.min),
      maxCapacity: scaling.range.max,
    });
    scaling._apply(target, this.task.taskDefinition.family, entryPoint?.targetGroup);
    return target;
  }
}
