import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ReleaseLedger } from './release-ledger';
import { noLargerThan, ofOwnServices, taggedLikeTargetsOf } from './release-limits';
import { readLedger } from './release-permissions';
import { passRoles } from '../private/roles';
import { attachSized } from '../private/sized-policies';
import { allow, WideStatement } from '../private/wide-statement';

const NEXT_REVISION = 'A release adds a revision to each of these families';
const TARGETS = 'The ARN of a scalable target ends in an id that it gets when it is registered';

/** How many services share a statement: each names its family too, and a statement has to fit into a policy. */
const TOGETHER = 10;

/** Everything in an environment that a release changes, and the roles that those things run as. */
export interface ReleaseRoleProps {
  /** Known beforehand, so that other stacks name the role without a reference. */
  readonly roleName: string;
  readonly ledger: ReleaseLedger;
  readonly taskDefinitions: ecs.FargateTaskDefinition[];
  readonly services: ecs.FargateService[];
  /** Each as its group and its name: for Fn::GetAtt, CloudFormation looks for a schedule in the default group only. */
  readonly schedules: string[];
  readonly taskRoles: iam.Role[];
  readonly scheduleRoles: iam.Role[];
}

/**
 * The role that CloudFormation updates an environment under during a release. It can register and retire the environment's task definitions,
 * update its services, scalable targets and schedules, and nothing else. The release script gives it the template that is there, and a new image.
 *
 * A caller with a template of its own gets more out of it: any image, command and environment variables, with any of the environment's task roles, in
 * any security group and target group of the account, in as many copies as the account's quota lets run. So a releaser is as powerful in its
 * environment as the app's roles together. IAM has no condition keys for these; what it has a key for, the conditions in `release-limits.ts` say.
 *
 * The actions are those that CloudFormation's own handlers of these types declare for an update.
 */
export class ReleaseRole extends Construct {
  public readonly role: iam.Role;

  constructor(scope: Construct, id: string, private readonly props: ReleaseRoleProps) {
    super(scope, id);
    this.role = new iam.Role(this, 'Role', {
      roleName: props.roleName,
      description: 'Updates the environment during a release',
      // With no condition: CloudFormation does not document that it says on whose behalf it asks, and a role is passed within an account only.
      assumedBy: new iam.ServicePrincipal('cloudformation.amazonaws.com'),
    });
    attachSized(this, this.role, [...this.taskDefinitions(), ...this.services(), ...this.scalableTargets(), ...this.schedules()]);
    allow(this.role, readLedger(Stack.of(this), props.ledger)); // by itself, with what else the template turns out to look up
  }

  private taskDefinitions(): iam.PolicyStatement[] {
    const families = this.props.taskDefinitions.map((one) => this.anyRevisionOf(one));
    return [
      new WideStatement(NEXT_REVISION, {
        actions: ['ecs:RegisterTaskDefinition'], resources: families, conditions: noLargerThan(this.props.taskDefinitions),
      }),
      new WideStatement(NEXT_REVISION, {
        actions: ['ecs:TagResource'],
        resources: families,
        conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
      }),
      new WideStatement('DeregisterTaskDefinition and DescribeTaskDefinition support neither resource-level permissions nor condition keys', {
        actions: ['ecs:DeregisterTaskDefinition', 'ecs:DescribeTaskDefinition'], resources: ['*'],
      }),
      new iam.PolicyStatement({ actions: ['iam:GetRole'], resources: this.props.taskRoles.map((role) => role.roleArn) }),
      passRoles(this.props.taskRoles, 'ecs-tasks.amazonaws.com'),
    ];
  }

  private services(): iam.PolicyStatement[] {
    const { services } = this.props;
    const nameOf = ({ cluster, serviceName }: ecs.FargateService) => `${cluster.clusterName}/${serviceName}`;
    const arnsOf = (some: ecs.FargateService[]) => some.map((one) => this.arn('ecs', 'service', nameOf(one)));
    const deployments = services.map((one) => this.arn('ecs', 'service-deployment', `${nameOf(one)}/*`));
    const groups = Array.from({ length: Math.ceil(services.length / TOGETHER) }, (_, at) => services.slice(at * TOGETHER, (at + 1) * TOGETHER));
    return services.length === 0 ? [] : [
      ...groups.map((some) => new iam.PolicyStatement({
        // To look at a service never carries the keys that an update is held to.
        actions: ['ecs:UpdateService', 'ecs:DescribeServices', 'ecs:ListServiceDeployments', 'ecs:ListTagsForResource'],
        resources: arnsOf(some),
        conditions: ofOwnServices(some, some.map(({ taskDefinition }) => this.anyRevisionOf(taskDefinition))),
      })),
      // Asked for the deployment and for its service.
      new WideStatement('Deployments of these services: each release starts some', {
        actions: ['ecs:DescribeServiceDeployments', 'ecs:StopServiceDeployment'], resources: [...arnsOf(services), ...deployments],
      }),
    ];
  }

  private scalableTargets(): iam.PolicyStatement[] {
    const targets = [this.arn('application-autoscaling', 'scalable-target', '*')];
    const isOwn = taggedLikeTargetsOf(this.props.services);
    return this.props.services.length === 0 ? [] : [
      // A target that has tags must have this environment's. AWS does not document that it looks at them when a target is registered anew, and a release
      // must not fail where it does not: so a target without tags passes here, and Application Auto Scaling asks whether the caller may update the service.
      // https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_permission_validation.html
      new WideStatement(`${TARGETS}; its tags say whose it is (aws:ResourceTag)`, {
        actions: ['application-autoscaling:RegisterScalableTarget'],
        resources: targets,
        conditions: {
          StringEquals: {
            'application-autoscaling:service-namespace': 'ecs',
            'application-autoscaling:scalable-dimension': 'ecs:service:DesiredCount',
          },
          ...isOwn,
        },
      }),
      new WideStatement(`${TARGETS}; its tags say whose it is (aws:ResourceTag)`, {
        actions: ['application-autoscaling:ListTagsForResource'], resources: targets, conditions: isOwn,
      }),
      new WideStatement('DescribeScalableTargets and DescribeScheduledActions support neither resource-level permissions nor condition keys', {
        actions: ['application-autoscaling:DescribeScalableTargets', 'application-autoscaling:DescribeScheduledActions'],
        resources: ['*'],
      }),
      new iam.PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [Stack.of(this).formatArn({
          service: 'iam',
          region: '',
          resource: 'role',
          resourceName: 'aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService',
        })],
        conditions: { StringEquals: { 'iam:PassedToService': ['application-autoscaling.amazonaws.com', 'ecs.application-autoscaling.amazonaws.com'] } },
      }),
    ];
  }

  private schedules(): iam.PolicyStatement[] {
    return this.props.schedules.length === 0 ? [] : [
      new iam.PolicyStatement({
        actions: ['scheduler:GetSchedule', 'scheduler:UpdateSchedule'],
        resources: this.props.schedules.map((name) => this.arn('scheduler', 'schedule', name)),
      }),
      passRoles(this.props.scheduleRoles, 'scheduler.amazonaws.com'),
    ];
  }

  private anyRevisionOf({ family }: ecs.TaskDefinition): string {
    return this.arn('ecs', 'task-definition', `${family}:*`);
  }

  private arn(service: string, resource: string, resourceName: string): string {
    return Stack.of(this).formatArn({ service, resource, resourceName });
  }
}
