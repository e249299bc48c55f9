import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { AwsCustomResource, AwsCustomResourcePolicy, AwsSdkCall } from 'aws-cdk-lib/custom-resources';
import { Construct, IConstruct } from 'constructs';
import { acknowledge, acknowledgeInlinePolicies } from './acknowledge';
import { expiringLogGroup } from './log-group';
import { acknowledgeWide } from './wide-statement';

/** Which API call CloudFormation makes through the CDK's function, and when. */
export interface AwsCallProps {
  readonly onCreate: AwsSdkCall;
  /** No call at an update when not given. */
  readonly onUpdate?: AwsSdkCall;
  /** No call at deletion when not given. */
  readonly onDelete?: AwsSdkCall;
  readonly statements: iam.PolicyStatement[];
  /** The type that deployments show. */
  readonly resourceType?: string;
}

/** An API call that is part of a deployment, by the CDK's own custom resource: for what CloudFormation has no resource type for. */
export class AwsCall extends AwsCustomResource {
  constructor(scope: Construct, id: string, { statements, ...props }: AwsCallProps) {
    super(scope, id, {
      ...props,
      policy: AwsCustomResourcePolicy.fromStatements(statements),
      installLatestAwsSdk: false,
      logGroup: sharedLogGroup(scope),
    });
    acknowledgeInlinePolicies(this);
    acknowledgeWide(this, statements);
    acknowledgeFunction((this.grantPrincipal as iam.Role).node.scope!);
  }
}

/** All calls of a stack share one function, so they share its log group. */
function sharedLogGroup(scope: Construct): logs.ILogGroup {
  const stack = Stack.of(scope);
  return stack.node.tryFindChild('AwsCallLogs') as logs.LogGroup | undefined
    ?? expiringLogGroup(stack, 'AwsCallLogs', logs.RetentionDays.THREE_MONTHS);
}

function acknowledgeFunction(handler: IConstruct): void {
  acknowledge(handler, 'The function of the CDK\'s AwsCustomResource runs for seconds, at a deployment that waits for it and fails with it; it calls AWS and nothing else',
    'LambdaConcurrency', 'LambdaDLQ', 'LambdaInsideVPC', 'lambda_inside_vpc_check');
  acknowledge(handler, 'The CDK gives its function what all functions have, to write its log',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]');
}
