import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';

/** What a task's log needs of its task definition. */
export interface TaskLog {
  /** How the app's container writes. */
  readonly driver: ecs.LogDriver;
  /** What has to run before the app writes. */
  readonly router?: ecs.ContainerDefinition;
}

/** The logs of an environment, ready to take up tasks. */
export interface EnvironmentLogs {
  /** Prepares the log of one task. */
  add(scope: Construct, name: string, taskDefinition: ecs.FargateTaskDefinition): TaskLog;
}
