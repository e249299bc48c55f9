import { Stack, Token } from 'aws-cdk-lib';
import { AwsSdkCall, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { AwsCall } from '../private/aws-call';
import { WideStatement } from '../private/wide-statement';

/**
 * The zones of a new network. A stack that knows its account and region at synthesis has their names from the CDK's context. Any other would have
 * `Fn::GetAZs`, which CloudFormation resolves anew at every update, a release included: when the list has become shorter, it replaces the subnets.
 * There the names are looked up once, when the stack is created, and are part of its state from then on.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html
 */
export function zonesOf(scope: Construct, count: number): string[] {
  const { account, region, availabilityZones } = Stack.of(scope);
  return Token.isUnresolved(account) || Token.isUnresolved(region) ? lookedUpOnce(scope, count) : availabilityZones.slice(0, count);
}

function lookedUpOnce(scope: Construct, count: number): string[] {
  const paths = Array.from({ length: count }, (_, index) => `AvailabilityZones.${index}.ZoneName`);
  const call: AwsSdkCall = {
    service: 'EC2',
    action: 'describeAvailabilityZones',
    parameters: {
      Filters: [{ Name: 'zone-type', Values: ['availability-zone'] }, { Name: 'state', Values: ['available'] }],
    },
    outputPaths: paths,
    physicalResourceId: PhysicalResourceId.of('zones'),
  };
  const zones = new AwsCall(scope, 'Zones', {
    resourceType: 'Custom::AvailabilityZones',
    onCreate: call,
    onUpdate: call, // only when the call itself changes, as with another number of zones; without it the names would be gone then
    statements: [new WideStatement('DescribeAvailabilityZones does not support resource-level permissions', {
      actions: ['ec2:DescribeAvailabilityZones'], resources: ['*'],
    })],
  });
  return paths.map((path) => zones.getResponseField(path));
}
