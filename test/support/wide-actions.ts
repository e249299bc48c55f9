/** Every action that is allowed on everything, with the reason: the service knows no narrower resource for it. */
export const WIDE_ACTIONS: { [action: string]: string } = {
  'ecr:GetAuthorizationToken': 'a token is for the whole registry; what it may pull or push is said beside it',
  'inspector2:ListFindings': 'has no resource type; ECR asks Inspector on the caller\'s behalf where the registry has enhanced scanning',
  'inspector2:ListCoverage': 'has no resource type',
  'ecs:DescribeTaskDefinition': 'has no resource type',
  'ecs:DeregisterTaskDefinition': 'has no resource type',
  'elasticloadbalancing:DescribeTargetHealth': 'has no resource type',
  'ecs:ListTasks': 'its only resource type is a container instance, which Fargate has not; bound to the cluster by a condition',
  'application-autoscaling:DescribeScalableTargets': 'has no resource type',
  'application-autoscaling:DescribeScheduledActions': 'has no resource type',
  'cloudwatch:DescribeAlarms': 'its resource type is an alarm, and composite alarms are described only to who may describe every alarm',
  'ec2:DescribeAvailabilityZones': 'has no resource type',
  'dynamodb:ListBackups': 'has no resource type',
};
