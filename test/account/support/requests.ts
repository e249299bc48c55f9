/** The request that CloudFormation's handler makes of a resource's properties. */
export interface Request {
  readonly service: string;
  readonly operation: string;
  /** The member of the request that the properties are. */
  readonly at?: string;
  /** What is called otherwise than the property: by its path. What the handler fills in by itself is `!Member`, its name undefined. */
  readonly names?: { [path: string]: string };
  /** What goes with another operation, and as which member of it. */
  readonly also?: { [property: string]: [operation: string, member: string] };
  /** What is in no request as it is, and why. */
  readonly unsent?: { [path: string]: string };
  /** What the handler fills in. */
  readonly filled?: string[];
  /** Objects that are sent as JSON. */
  readonly json?: string[];
}


const OF_EC2 = { Tags: 'as TagSpecifications' };
const OTHER_CALL = 'with a call of its own, which takes single values';

/** Every type that the library's templates hold. */
export const REQUESTS: { [type: string]: Request } = {
  'AWS::AppConfig::Application': { service: 'appconfig', operation: 'CreateApplication' },
  'AWS::AppConfig::ConfigurationProfile': { service: 'appconfig', operation: 'CreateConfigurationProfile' },
  'AWS::AppConfig::Deployment': { service: 'appconfig', operation: 'StartDeployment' },
  'AWS::AppConfig::DeploymentStrategy': { service: 'appconfig', operation: 'CreateDeploymentStrategy' },
  'AWS::AppConfig::Environment': { service: 'appconfig', operation: 'CreateEnvironment' },
  'AWS::AppConfig::HostedConfigurationVersion': { service: 'appconfig', operation: 'CreateHostedConfigurationVersion' },
  'AWS::ApplicationAutoScaling::ScalableTarget': {
    service: 'application-autoscaling', operation: 'RegisterScalableTarget', unsent: { ScheduledActions: OTHER_CALL },
  },
  'AWS::ApplicationAutoScaling::ScalingPolicy': {
    service: 'application-autoscaling',
    operation: 'PutScalingPolicy',
    unsent: { ScalingTargetId: 'its parts are' },
    filled: ['ServiceNamespace', 'ResourceId', 'ScalableDimension'],
  },
  'AWS::Chatbot::SlackChannelConfiguration': {
    service: 'chatbot',
    operation: 'CreateSlackChannelConfiguration',
    names: {
      'SlackWorkspaceId': 'SlackTeamId',
      'GuardrailPolicies': 'GuardrailPolicyArns',
      'UserRoleRequired': 'UserAuthorizationRequired',
      'Tags[].Key': 'TagKey',
      'Tags[].Value': 'TagValue',
    },
  },
  'AWS::CloudWatch::Alarm': { service: 'cloudwatch', operation: 'PutMetricAlarm', filled: ['AlarmName'] },
  'AWS::CloudWatch::CompositeAlarm': { service: 'cloudwatch', operation: 'PutCompositeAlarm', filled: ['AlarmName'] },
  'AWS::CodeBuild::Project': {
    service: 'codebuild', operation: 'CreateProject', filled: ['name'], unsent: { Triggers: OTHER_CALL, Visibility: OTHER_CALL },
  },
  'AWS::CodeBuild::ReportGroup': { service: 'codebuild', operation: 'CreateReportGroup', filled: ['name'], unsent: { DeleteReports: 'as it is deleted' } },
  'AWS::CodeCommit::Repository': {
    service: 'codecommit', operation: 'CreateRepository', unsent: { Code: 'the first commit, made of an object of S3', Triggers: OTHER_CALL },
  },
  'AWS::CodePipeline::Pipeline': {
    service: 'codepipeline',
    operation: 'CreatePipeline',
    at: 'pipeline',
    filled: ['name'],
    unsent: { RestartExecutionOnUpdate: 'says whether it starts anew', Tags: 'beside the pipeline' },
  },
  'AWS::CodeStarNotifications::NotificationRule': { service: 'codestar-notifications', operation: 'CreateNotificationRule' },
  'AWS::DynamoDB::GlobalTable': {
    service: 'dynamodb',
    operation: 'CreateTable',
    filled: ['TableName', 'StreamEnabled'],
    names: { 'SSESpecification.SSEEnabled': 'Enabled' },
    unsent: { Replicas: 'split up over the table, its backups and its other regions', TimeToLiveSpecification: OTHER_CALL },
  },
  'AWS::EC2::EIP': { service: 'ec2', operation: 'AllocateAddress', unsent: OF_EC2 },
  'AWS::EC2::FlowLog': { service: 'ec2', operation: 'CreateFlowLogs', names: { ResourceId: 'ResourceIds' }, unsent: OF_EC2 },
  'AWS::EC2::InternetGateway': { service: 'ec2', operation: 'CreateInternetGateway', unsent: OF_EC2 },
  'AWS::EC2::NatGateway': { service: 'ec2', operation: 'CreateNatGateway', unsent: OF_EC2 },
  'AWS::EC2::Route': { service: 'ec2', operation: 'CreateRoute' },
  'AWS::EC2::RouteTable': { service: 'ec2', operation: 'CreateRouteTable', unsent: OF_EC2 },
  'AWS::EC2::SecurityGroup': {
    service: 'ec2',
    operation: 'CreateSecurityGroup',
    names: { GroupDescription: 'Description' },
    filled: ['GroupName'],
    unsent: { ...OF_EC2, SecurityGroupEgress: 'as AWS::EC2::SecurityGroupEgress', SecurityGroupIngress: 'as AWS::EC2::SecurityGroupIngress' },
  },
  'AWS::EC2::SecurityGroupEgress': {
    service: 'ec2', operation: 'AuthorizeSecurityGroupEgress', unsent: { Description: 'in IpPermissions', DestinationSecurityGroupId: 'in IpPermissions' },
  },
  'AWS::EC2::SecurityGroupIngress': {
    service: 'ec2', operation: 'AuthorizeSecurityGroupIngress', unsent: { Description: 'in IpPermissions', SourceSecurityGroupId: 'in IpPermissions' },
  },
  'AWS::EC2::Subnet': { service: 'ec2', operation: 'CreateSubnet', unsent: { ...OF_EC2, MapPublicIpOnLaunch: OTHER_CALL } },
  'AWS::EC2::SubnetRouteTableAssociation': { service: 'ec2', operation: 'AssociateRouteTable' },
  'AWS::EC2::VPC': { service: 'ec2', operation: 'CreateVpc', unsent: { ...OF_EC2, EnableDnsHostnames: OTHER_CALL, EnableDnsSupport: OTHER_CALL } },
  'AWS::EC2::VPCEndpoint': { service: 'ec2', operation: 'CreateVpcEndpoint', unsent: OF_EC2 },
  'AWS::EC2::VPCGatewayAttachment': { service: 'ec2', operation: 'AttachInternetGateway' },
  'AWS::ECR::Repository': {
    service: 'ecr',
    operation: 'CreateRepository',
    filled: ['repositoryName'],
    names: {
      'ImageTagMutabilityExclusionFilters[].ImageTagMutabilityExclusionFilterType': 'filterType',
      'ImageTagMutabilityExclusionFilters[].ImageTagMutabilityExclusionFilterValue': 'filter',
    },
    also: { RepositoryPolicyText: ['SetRepositoryPolicy', 'policyText'] },
    json: ['RepositoryPolicyText'],
    unsent: { EmptyOnDelete: 'as it is deleted', LifecyclePolicy: 'PutLifecyclePolicy, below' },
  },
  'AWS::ECS::Cluster': { service: 'ecs', operation: 'CreateCluster', names: { ClusterSettings: 'settings' } },
  'AWS::ECS::Service': { service: 'ecs', operation: 'CreateService', filled: ['serviceName'] },
  'AWS::ECS::TaskDefinition': { service: 'ecs', operation: 'RegisterTaskDefinition', filled: ['family'] },
  'AWS::ElasticLoadBalancingV2::Listener': { service: 'elbv2', operation: 'CreateListener' },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    service: 'elbv2', operation: 'CreateLoadBalancer', filled: ['Name'], also: { LoadBalancerAttributes: ['ModifyLoadBalancerAttributes', 'Attributes'] },
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    service: 'elbv2',
    operation: 'CreateTargetGroup',
    filled: ['Name'],
    also: { TargetGroupAttributes: ['ModifyTargetGroupAttributes', 'Attributes'], Targets: ['RegisterTargets', 'Targets'] },
  },
  'AWS::Events::Rule': { service: 'events', operation: 'PutRule', filled: ['Name'], json: ['EventPattern'], also: { Targets: ['PutTargets', 'Targets'] } },
  'AWS::IAM::ManagedPolicy': {
    service: 'iam',
    operation: 'CreatePolicy',
    names: { ManagedPolicyName: 'PolicyName' },
    filled: ['PolicyName'],
    json: ['PolicyDocument'],
    unsent: { Roles: 'AttachRolePolicy', Users: 'AttachUserPolicy', Groups: 'AttachGroupPolicy' },
  },
  'AWS::IAM::Policy': {
    service: 'iam', operation: 'PutRolePolicy', filled: ['RoleName'], json: ['PolicyDocument'], unsent: { Roles: 'one call for each', Users: 'other calls', Groups: 'other calls' },
  },
  'AWS::IAM::Role': {
    service: 'iam',
    operation: 'CreateRole',
    filled: ['RoleName'],
    json: ['AssumeRolePolicyDocument'],
    unsent: { Policies: 'as AWS::IAM::Policy', ManagedPolicyArns: 'AttachRolePolicy' },
  },
  'AWS::KMS::Alias': { service: 'kms', operation: 'CreateAlias' },
  'AWS::KMS::Key': {
    service: 'kms',
    operation: 'CreateKey',
    names: { 'KeyPolicy': 'Policy', 'Tags[].Key': 'TagKey', 'Tags[].Value': 'TagValue' },
    json: ['KeyPolicy'],
    also: { PendingWindowInDays: ['ScheduleKeyDeletion', 'PendingWindowInDays'] },
    unsent: { EnableKeyRotation: OTHER_CALL },
  },
  'AWS::Lambda::Function': { service: 'lambda', operation: 'CreateFunction', filled: ['FunctionName'] },
  'AWS::Logs::LogGroup': {
    service: 'logs', operation: 'CreateLogGroup', filled: ['logGroupName'], also: { RetentionInDays: ['PutRetentionPolicy', 'retentionInDays'] },
  },
  'AWS::S3::Bucket': {
    service: 's3',
    operation: 'CreateBucket',
    names: { BucketName: 'Bucket' },
    filled: ['Bucket'],
    also: {
      VersioningConfiguration: ['PutBucketVersioning', 'VersioningConfiguration'],
      PublicAccessBlockConfiguration: ['PutPublicAccessBlock', 'PublicAccessBlockConfiguration'],
      OwnershipControls: ['PutBucketOwnershipControls', 'OwnershipControls'],
    },
    unsent: {
      BucketEncryption: 'its model knows no limits', LifecycleConfiguration: 'its model knows no limits', LoggingConfiguration: 'its model knows no limits', Tags: 'its model knows no limits',
    },
  },
  'AWS::S3::BucketPolicy': { service: 's3', operation: 'PutBucketPolicy', names: { PolicyDocument: 'Policy' }, json: ['PolicyDocument'] },
  'AWS::SNS::Subscription': { service: 'sns', operation: 'Subscribe' },
  'AWS::SNS::Topic': { service: 'sns', operation: 'CreateTopic', filled: ['Name'], names: { TopicName: 'Name' }, unsent: { KmsMasterKeyId: 'among its attributes, which are text' } },
  'AWS::SNS::TopicPolicy': { service: 'sns', operation: 'SetTopicAttributes', filled: ['TopicArn', 'AttributeName'], names: { PolicyDocument: 'AttributeValue' }, json: ['PolicyDocument'], unsent: { Topics: 'one call for each' } },
  'AWS::SQS::Queue': {
    service: 'sqs',
    operation: 'CreateQueue',
    filled: ['QueueName'],
    unsent: {
      KmsMasterKeyId: 'among its attributes, which are text', SqsManagedSseEnabled: 'among its attributes', MessageRetentionPeriod: 'among its attributes', VisibilityTimeout: 'among its attributes', RedrivePolicy: 'among its attributes',
    },
  },
  'AWS::SQS::QueuePolicy': { service: 'sqs', operation: 'SetQueueAttributes', filled: ['QueueUrl', 'Attributes'], unsent: { Queues: 'one call for each', PolicyDocument: 'among the attributes, which are text' } },
  'AWS::SSM::Parameter': { service: 'ssm', operation: 'PutParameter', filled: ['Name'] },
  'AWS::Scheduler::Schedule': { service: 'scheduler', operation: 'CreateSchedule', filled: ['Name'] },
  'AWS::Scheduler::ScheduleGroup': { service: 'scheduler', operation: 'CreateScheduleGroup', filled: ['Name'] },
};

/** Types of custom resources that are made of no call that the template says, and what runs for them. */
export const NO_REQUEST: { [type: string]: string } = {
  'Custom::VpcRestrictDefaultSG': 'a function of the CDK, which takes the rules out of a default security group',
  'Custom::S3AutoDeleteObjects': 'a function of the CDK, which empties a bucket',
};
