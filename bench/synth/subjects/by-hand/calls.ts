import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { AwsCustomResource, AwsCustomResourcePolicy, AwsSdkCall, PhysicalResourceId, PhysicalResourceIdReference } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';

/** The names of the first zones, looked up once. */
export function lookUpZones(stack: Stack, count: number): string[] {
  const outputPaths = Array.from({ length: count }, (_, index) => `AvailabilityZones.${index}.ZoneName`);
  const call: AwsSdkCall = {
    service: 'EC2',
    action: 'describeAvailabilityZones',
    parameters: { Filters: [{ Name: 'zone-type', Values: ['availability-zone'] }, { Name: 'state', Values: ['available'] }] },
    outputPaths,
    physicalResourceId: PhysicalResourceId.of('zones'),
  };
  const zones = new AwsCustomResource(stack, 'Zones', {
    resourceType: 'Custom::AvailabilityZones',
    onCreate: call,
    onUpdate: call,
    policy: allowed('ec2:DescribeAvailabilityZones', '*'),
    installLatestAwsSdk: false,
    logGroup: callLogs(stack),
  });
  return outputPaths.map((path) => zones.getResponseField(path));
}

/** On when everything else is there, and off before it goes. */
export function protectFromDeletion(stack: Stack, { loadBalancerArn }: elbv2.ApplicationLoadBalancer, service: Construct): void {
  const protect = { ...modify(loadBalancerArn, 'true'), physicalResourceId: PhysicalResourceId.of(loadBalancerArn) };
  const protection = new AwsCustomResource(stack, 'DeletionProtection', {
    resourceType: 'Custom::DeletionProtection',
    onCreate: protect,
    onUpdate: protect,
    onDelete: { ...modify(new PhysicalResourceIdReference(), 'false'), ignoreErrorCodesMatching: 'LoadBalancerNotFound' },
    policy: allowed('elasticloadbalancing:ModifyLoadBalancerAttributes', loadBalancerArn),
    installLatestAwsSdk: false,
    logGroup: callLogs(stack),
  });
  protection.node.addDependency(service);
}

function modify(loadBalancerArn: string | PhysicalResourceIdReference, enabled: string): AwsSdkCall {
  return {
    service: 'elastic-load-balancing-v2',
    action: 'modifyLoadBalancerAttributes',
    parameters: { LoadBalancerArn: loadBalancerArn, Attributes: [{ Key: 'deletion_protection.enabled', Value: enabled }] },
    outputPaths: [],
  };
}

function allowed(action: string, resource: string): AwsCustomResourcePolicy {
  return AwsCustomResourcePolicy.fromStatements([new iam.PolicyStatement({ actions: [action], resources: [resource] })]);
}

/** All calls of a stack share one function, and its log. */
function callLogs(stack: Stack): logs.ILogGroup {
  return stack.node.tryFindChild('CallLogs') as logs.LogGroup | undefined
    ?? new logs.LogGroup(stack, 'CallLogs', { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
}
