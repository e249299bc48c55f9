import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';

/**
 * A process as it runs in an environment.
 */
export interface RunningProcess {
  /** The service. */
  readonly service: ecs.FargateService;
  /** The task definition of the current release. */
  readonly taskDefinition: ecs.FargateTaskDefinition;
  /** The role that the process runs as. */
  readonly taskRole: iam.Role;
  /** What may be reached from the process, and what may reach it. */
  readonly securityGroup: ec2.SecurityGroup;
  /** What decides on the count. */
  readonly scalableTarget: ecs.ScalableTaskCount;
}

/**
 * An admin task as it is ready to run in an environment.
 */
export interface ReadyAdminTask {
  /** The task definition of the current release. */
  readonly taskDefinition: ecs.FargateTaskDefinition;
  /** The role that the task runs as. */
  readonly taskRole: iam.Role;
  /** What may be reached from the task. */
  readonly securityGroup: ec2.SecurityGroup;
  /**
   * When it runs by itself.
   *
   * @default - it is started by hand
   */
  readonly schedule?: scheduler.Schedule;
}
