/** Every action that is allowed on everything, with the reason: the service knows no narrower resource for it. */
export const WIDE_ACTIONS: { [action: string]: string } = {
  'ecr:GetAuthorizationToken': 'a token is for the whole registry; what it may pull or push is said beside it',
  'inspector2:ListFindings': 'has no resource type; ECR asks Inspector on the caller\'s behalf where the registry has enhanced scanning',
  'inspector2:ListCoverage': 'likewise',
  'ecs:DescribeTaskDefinition': 'has no resource type',
  'ecs:DeregisterTaskDefinition': 'has no resource type',
  'elasticloadbalancing:DescribeTargetHealth': 'has no resource type',
  'ecs:ListTasks': 'has no resource type for Fargate; bound to the cluster by a condition',
  'application-autoscaling:DescribeScalableTargets': 'has no resource type',
  'application-autoscaling:DescribeScheduledActions': 'has no resource type',
  'cloudwatch:DescribeAlarms': 'composite alarms are described only to who may describe all',
  'ec2:DescribeAvailabilityZones': 'has no resource type',
  'dynamodb:ListBackups': 'has no resource type',
};
