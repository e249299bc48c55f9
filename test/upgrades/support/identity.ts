import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

const SPEC = loadAwsServiceSpecSync();

/**
 * What there can be only one of, where AWS's schema does not say it by its primary identifier: lists of properties that together are unique, in one
 * account and region, among all resources of the type. What the properties name is compared, so a rule within a network needs the network beside it.
 */
const UNIQUE: { [type: string]: string[][] } = {
  'AWS::ApplicationAutoScaling::ScalingPolicy': [
    ['ScalingTargetId', 'PolicyName'],
    // "Only one TargetTrackingScaling policy for a given metric specification is allowed."
    ['ScalingTargetId', 'TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.PredefinedMetricType'],
  ],
  'AWS::CodeBuild::Project': [['Name']],
  'AWS::CodeBuild::ReportGroup': [['Name']],
  'AWS::CodeCommit::Repository': [['RepositoryName']],
  'AWS::CodeStarNotifications::NotificationRule': [['Name']],
  'AWS::EC2::EIP': [],
  'AWS::EC2::NatGateway': [['AllocationId']],
  'AWS::EC2::Route': [['RouteTableId', 'DestinationCidrBlock']],
  'AWS::EC2::SecurityGroup': [['VpcId', 'GroupName']],
  'AWS::EC2::SecurityGroupEgress': [['GroupId', 'IpProtocol', 'FromPort', 'ToPort', 'CidrIp', 'DestinationSecurityGroupId']],
  'AWS::EC2::SecurityGroupIngress': [['GroupId', 'IpProtocol', 'FromPort', 'ToPort', 'CidrIp', 'SourceSecurityGroupId']],
  'AWS::EC2::Subnet': [['VpcId', 'CidrBlock']],
  'AWS::EC2::SubnetRouteTableAssociation': [['SubnetId']],
  'AWS::ECS::Service': [['Cluster', 'ServiceName']],
  'AWS::ElasticLoadBalancingV2::Listener': [['LoadBalancerArn', 'Port']],
  'AWS::ElasticLoadBalancingV2::ListenerRule': [['ListenerArn', 'Priority']],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [['Name']],
  'AWS::ElasticLoadBalancingV2::TargetGroup': [['Name']],
  'AWS::Events::Rule': [['EventBusName', 'Name']],
  'AWS::IAM::ManagedPolicy': [['ManagedPolicyName']],
  'AWS::IAM::OIDCProvider': [['Url']],
  'AWS::IAM::Policy': [['PolicyName', 'Roles']],
  'AWS::RDS::DBInstance': [['DBInstanceIdentifier']],
  'AWS::Scheduler::Schedule': [['GroupName', 'Name']],
  'AWS::SecretsManager::Secret': [['Name']],
  'AWS::SNS::Topic': [['TopicName']],
  'AWS::SQS::Queue': [['QueueName']],
};

/** Which of several properties may be left out: an address or a group, a bus that is the default one. */
const OPTIONAL = ['CidrIp', 'DestinationSecurityGroupId', 'SourceSecurityGroupId', 'FromPort', 'ToPort', 'EventBusName'];

/** What a resource takes up that no other resource can have meanwhile; nothing where AWS chooses the name. */
export function takes(type: string, properties: any): string[] {
  return (UNIQUE[type] ?? [primaryIdentifier(type)]).flatMap((names) => {
    const values = names.map((name) => valueOf(properties, name));
    const isComplete = names.length > 0 && names.every((name, index) => values[index] !== undefined || OPTIONAL.includes(name));
    return isComplete ? [`${type} ${values.map(text).join(' ')}`] : [];
  });
}

/** The name that CloudFormation knows the resource by, where the template gives one. */
export function fixedName(type: string, properties: any): string | undefined {
  const [name, ...more] = primaryIdentifier(type);
  return name !== undefined && more.length === 0 && typeof properties[name] === 'string' ? properties[name] : undefined;
}

/** Of the types that have one which a template can set. */
function primaryIdentifier(type: string): string[] {
  const resource = SPEC.lookup('resource', 'cloudFormationType', 'equals', type)[0];
  const identifier = resource?.primaryIdentifier ?? [];
  return identifier.every((name) => name in resource!.properties) ? identifier : [];
}

function valueOf(properties: any, path: string): any {
  return path.split('.').reduce((value, name) => value?.[name], properties);
}

function text(value: any): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? 'any';
}
