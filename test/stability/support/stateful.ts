/** The types of which a new resource is not as good as the old one, and what a replacement would lose or cut off. */
export const STATEFUL: { [type: string]: string } = {
  // Data
  'AWS::DynamoDB::GlobalTable': 'every item',
  'AWS::S3::Bucket': 'every object',
  'AWS::SQS::Queue': 'the messages in it',
  'AWS::ECR::Repository': 'every image, those that run and those that a rollback goes back to',
  'AWS::CodeCommit::Repository': 'the code and its history',
  'AWS::KMS::Key': 'whatever was encrypted with it',
  'Custom::ReleaseLedger': 'which release is the current one, if the entry got another name: the next update would stop the environment',

  // Records
  'AWS::Logs::LogGroup': 'the logs',
  'AWS::CodeBuild::ReportGroup': 'the test reports',
  'AWS::CodePipeline::Pipeline': 'its executions, with the one that waits for an approval; and there can be only one of its name',
  'AWS::CloudWatch::Alarm': 'its state and history; and there can be only one of its name',
  'AWS::CloudWatch::CompositeAlarm': 'its state and history; and there can be only one of its name',

  // Agreements with people and other systems
  'AWS::SNS::Topic': 'the subscriptions, which people have confirmed',
  'AWS::SNS::Subscription': 'the confirmation that somebody has given',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'the name that clients and DNS records reach it by',
  'AWS::ElasticLoadBalancingV2::Listener': 'every connection; and a port takes no second one beside it, so the update fails',
  'Custom::DeletionProtection': 'the protection: it is switched on first, and then off with the old one',
  'AWS::EC2::EIP': 'the address that others let in',

  // What everything else stands on
  'AWS::EC2::VPC': 'the network of all that runs, with its peerings and routes',
  'AWS::EC2::Subnet': 'the place of all that runs in it; and a new one with the same range cannot stand beside it, so the update fails',
  'Custom::AvailabilityZones': 'which zones the network is in: others that are found now would replace its subnets',
  'AWS::EC2::NatGateway': 'every connection to the outside; and its address takes no second one, so the update fails',
  'AWS::ECS::Cluster': 'every service and every running task',
  'AWS::ECS::Service': 'the count that scaling has reached, and the deployments that a rollback goes back to',
  'AWS::ApplicationAutoScaling::ScalableTarget': 'the scaling: a service has one, and deleting the old one takes it away',
  'AWS::AppConfig::Application': 'the versions of the dynamic config; processes poll by its id',
  'AWS::AppConfig::Environment': 'what was deployed to it; processes poll by its id',
  'AWS::AppConfig::ConfigurationProfile': 'the versions of the dynamic config; processes poll by its id',
};

/** The types of which a new resource is as good as the old one: it holds nothing, and nobody but the template knows it. */
export const REPLACEABLE = [
  // New at every change, by their nature
  'AWS::AppConfig::Deployment', 'AWS::AppConfig::HostedConfigurationVersion', 'AWS::ECS::TaskDefinition',
  // Programs and rules, whole in the template
  'AWS::AppConfig::DeploymentStrategy', 'AWS::CodeBuild::Project', 'AWS::CodeStarNotifications::NotificationRule', 'AWS::Events::Rule', 'AWS::Lambda::Function',
  'AWS::Scheduler::Schedule', 'AWS::Scheduler::ScheduleGroup',
  // Rights and policies, which the template attaches
  'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::S3::BucketPolicy', 'AWS::SNS::TopicPolicy', 'AWS::SQS::QueuePolicy',
  // Looks whether the account has the provider, and leaves it there
  'Custom::OidcProvider',
  // The wiring of the network
  'AWS::EC2::FlowLog', 'AWS::EC2::InternetGateway', 'AWS::EC2::Route', 'AWS::EC2::RouteTable', 'AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SubnetRouteTableAssociation', 'AWS::EC2::VPCEndpoint', 'AWS::EC2::VPCGatewayAttachment',
  'AWS::ElasticLoadBalancingV2::TargetGroup', 'Custom::VpcRestrictDefaultSG',
];
