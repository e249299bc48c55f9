import { CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { passRoles } from '../private/roles';
import { allow, WideStatement } from '../private/wide-statement';
import { AppTask, TaskPlatform } from '../processes/app-task';

/** What is the same for all schedules of an environment. */
export class Schedules extends Construct {
  public readonly group: scheduler.ScheduleGroup;
  /** Where runs end up that could not be started. */
  public readonly deadLetters: sqs.Queue;

  constructor(scope: Construct, id: string, scheduleGroupName: string) {
    super(scope, id);
    this.group = new scheduler.ScheduleGroup(this, 'Group', {
      scheduleGroupName,
      removalPolicy: RemovalPolicy.DESTROY, // the CDK would keep it, under a name that the next deployment needs
    });
    this.deadLetters = new sqs.Queue(this, 'DeadLetters', {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.deadLetters, 'It is the dead-letter queue, of schedules', 'AwsSolutions-SQS3', 'sqs_dlq_check');
  }
}

/** When and how a task runs by itself. */
export interface ScheduledRunProps {
  readonly platform: TaskPlatform;
  readonly task: AppTask;
  readonly schedule: scheduler.ScheduleExpression;
  readonly retryFor: Duration;
  readonly schedules: Schedules;
}

/** Runs a task of the current release on a schedule, which is off while there is no release. */
export class ScheduledRun extends Construct {
  public readonly schedule: scheduler.Schedule;
  public readonly role: iam.Role;
  /** The group and the name, as an ARN has them. */
  public readonly resourceName: string;

  constructor(scope: Construct, id: string, private readonly props: ScheduledRunProps) {
    super(scope, id);
    this.role = this.createRole();
    const scheduleName = props.task.taskDefinition.family;
    this.resourceName = `${props.schedules.group.scheduleGroupName}/${scheduleName}`;
    this.schedule = new scheduler.Schedule(this, 'Schedule', {
      scheduleName,
      scheduleGroup: props.schedules.group,
      schedule: props.schedule,
      target: { bind: () => this.target() },
    });
    const state = props.platform.release.choose('ENABLED', 'DISABLED');
    (this.schedule.node.defaultChild as CfnResource).addPropertyOverride('State', state);
  }

  /** CDK's own target names the revision in its role, so that a release would have to change a policy. */
  private target(): scheduler.ScheduleTargetConfig {
    const { platform, task, retryFor, schedules } = this.props;
    return {
      arn: platform.cluster.clusterArn,
      role: this.role,
      ecsParameters: {
        taskDefinitionArn: task.taskDefinition.taskDefinitionArn,
        launchType: ecs.LaunchType.FARGATE,
        networkConfiguration: {
          awsvpcConfiguration: {
            assignPublicIp: 'DISABLED',
            subnets: platform.cluster.vpc.selectSubnets().subnetIds,
            securityGroups: [task.securityGroup.securityGroupId],
          },
        },
        enableEcsManagedTags: true,
        propagateTags: 'TASK_DEFINITION',
      },
      retryPolicy: { maximumEventAgeInSeconds: retryFor.toSeconds(), maximumRetryAttempts: 10 },
      deadLetterConfig: { arn: schedules.deadLetters.queueArn },
    };
  }

  private createRole(): iam.Role {
    const { platform, task, schedules } = this.props;
    const role = new iam.Role(this, 'Role', {
      description: `What the schedule of ${task.taskDefinition.family} may start`,
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account, 'aws:SourceArn': schedules.group.scheduleGroupArn } },
      }),
    });
    const inCluster = { ArnEquals: { 'ecs:cluster': platform.cluster.clusterArn } };
    allow(role,
      new WideStatement('Any revision of this one task: each release adds one', {
        actions: ['ecs:RunTask'], resources: [task.anyRevisionArn], conditions: inCluster,
      }),
      new WideStatement('Tasks have no names before they run; only those that it starts, in this cluster', {
        actions: ['ecs:TagResource'],
        resources: [Stack.of(this).formatArn({ service: 'ecs', resource: 'task', resourceName: `${platform.cluster.clusterName}/*` })],
        conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
      }),
      passRoles([task.taskRole, task.executionRole], 'ecs-tasks.amazonaws.com'),
    );
    schedules.deadLetters.grant(role, 'sqs:SendMessage');
    return role;
  }
}
