/**
 * What AWS's own resource schemas declare that CloudFormation's handlers may call for what a release does (`handlers.<operation>.permissions`),
 * by the type and operation.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 */
export const DECLARED: { [operation: string]: string[] } = {
  'AWS::ECS::TaskDefinition create': [
    'ecs:RegisterTaskDefinition', 'ecs:DescribeTaskDefinition', 'ecs:TagResource', 'iam:GetRole', 'iam:PassRole',
  ],
  'AWS::ECS::TaskDefinition delete': ['ecs:DeregisterTaskDefinition', 'ecs:DescribeTaskDefinition', 'iam:GetRole', 'iam:PassRole'],
  'AWS::ECS::Service update': [
    'ecs:DescribeServiceDeployments', 'ecs:DescribeServices', 'ecs:ListServiceDeployments', 'ecs:ListTagsForResource', 'ecs:StopServiceDeployment',
    'ecs:TagResource', 'ecs:UntagResource', 'ecs:UpdateService',
  ],
  'AWS::ApplicationAutoScaling::ScalableTarget update': [
    'application-autoscaling:RegisterScalableTarget', 'application-autoscaling:DescribeScalableTargets',
    'application-autoscaling:DescribeScheduledActions', 'application-autoscaling:DeleteScheduledAction', 'application-autoscaling:PutScheduledAction',
    'application-autoscaling:TagResource', 'application-autoscaling:UntagResource', 'application-autoscaling:ListTagsForResource',
    'cloudwatch:PutMetricAlarm', 'cloudwatch:DeleteAlarms', 'cloudwatch:DescribeAlarms',
    'lambda:GetProvisionedConcurrencyConfig', 'lambda:PutProvisionedConcurrencyConfig', 'lambda:DeleteProvisionedConcurrencyConfig',
  ],
  'AWS::Scheduler::Schedule update': ['scheduler:UpdateSchedule', 'scheduler:GetSchedule', 'iam:PassRole'],
};

/** What they declare and a release never needs: it changes no tags, no scheduled action and no alarm, and scales no function. */
export const NEVER_NEEDED = [
  'ecs:UntagResource', 'application-autoscaling:TagResource', 'application-autoscaling:UntagResource',
  'application-autoscaling:PutScheduledAction', 'application-autoscaling:DeleteScheduledAction',
  'cloudwatch:PutMetricAlarm', 'cloudwatch:DeleteAlarms', 'cloudwatch:DescribeAlarms',
  'lambda:GetProvisionedConcurrencyConfig', 'lambda:PutProvisionedConcurrencyConfig', 'lambda:DeleteProvisionedConcurrencyConfig',
];
