import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ReleaseLedger } from './release-ledger';
import { readLedger } from './release-permissions';
import { passRoles } from '../private/roles';
import { attachSized } from '../private/sized-policies';
import { allow, WideStatement } from '../private/wide-statement';

const NEXT_REVISION = 'A release adds a revision to each of these families';
const NAMELESS_TARGET = 'A scalable target has no name of its own that a policy could hold; its namespace is the narrowest there is';

/** Everything in an environment that a release changes, and the roles that those things run as. */
export interface ReleaseRoleProps {
  /** Known beforehand, so that other stacks name the role without a reference. */
  readonly roleName: string;
  readonly ledger: ReleaseLedger;
  readonly families: string[];
  readonly services: ecs.FargateService[];
  /** Each as its group and its name: for Fn::GetAtt, CloudFormation looks for a schedule in the default group only. */
  readonly schedules: string[];
  readonly taskRoles: iam.Role[];
  readonly scheduleRoles: iam.Role[];
}

/**
 * The role that CloudFormation updates an environment under during a release. It can register and retire the environment's task definitions,
 * update its services, scalable targets and schedules, and nothing else: whatever template it is given, a release chooses only the image.
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
    const families = this.props.families.map((family) => this.arn('ecs', 'task-definition', `${family}:*`));
    return [
      new WideStatement(NEXT_REVISION, { actions: ['ecs:RegisterTaskDefinition'], resources: families }),
      new WideStatement(NEXT_REVISION, {
        actions: ['ecs:TagResource'],
        resources: families,
        conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
      }),
      new WideStatement('To retire and to describe a task definition know no narrower resource', {
        actions: ['ecs:DeregisterTaskDefinition', 'ecs:DescribeTaskDefinition'], resources: ['*'],
      }),
      new iam.PolicyStatement({ actions: ['iam:GetRole'], resources: this.props.taskRoles.map((role) => role.roleArn) }),
      passRoles(this.props.taskRoles, 'ecs-tasks.amazonaws.com'),
    ];
  }

  private services(): iam.PolicyStatement[] {
    const { services } = this.props;
    const arns = services.map((service) => this.arn('ecs', 'service', `${service.cluster.clusterName}/${service.serviceName}`));
    const deployments = services.map((service) => this.arn('ecs', 'service-deployment', `${service.cluster.clusterName}/${service.serviceName}/*`));
    return services.length === 0 ? [] : [
      new iam.PolicyStatement({
        actions: ['ecs:UpdateService', 'ecs:DescribeServices', 'ecs:ListServiceDeployments', 'ecs:ListTagsForResource'],
        resources: arns,
      }),
      // Asked for the deployment and for its service.
      new WideStatement('Deployments of these services: each release starts some', {
        actions: ['ecs:DescribeServiceDeployments', 'ecs:StopServiceDeployment'], resources: [...arns, ...deployments],
      }),
    ];
  }

  private scalableTargets(): iam.PolicyStatement[] {
    const targets = [this.arn('application-autoscaling', 'scalable-target', '*')];
    return this.props.services.length === 0 ? [] : [
      new WideStatement(NAMELESS_TARGET, {
        actions: ['application-autoscaling:RegisterScalableTarget'],
        resources: targets,
        conditions: {
          StringEquals: {
            'application-autoscaling:service-namespace': 'ecs',
            'application-autoscaling:scalable-dimension': 'ecs:service:DesiredCount',
          },
        },
      }),
      new WideStatement(NAMELESS_TARGET, { actions: ['application-autoscaling:ListTagsForResource'], resources: targets }),
      new WideStatement('To describe scalable targets knows no narrower resource', {
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

  private arn(service: string, resource: string, resourceName: string): string {
    return Stack.of(this).formatArn({ service, resource, resourceName });
  }
}
