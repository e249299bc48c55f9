import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId, PhysicalResourceIdReference } from 'aws-cdk-lib/custom-resources';
import { Construct, IConstruct } from 'constructs';
import { acknowledge, acknowledgeInlinePolicies } from '../private/acknowledge';
import { checkReleasesKept } from '../private/checks';
import { expiringLogGroup } from '../private/log-group';
import { checkName, LONGEST_NAME } from '../private/naming';
import { Problems } from '../private/problems';
import { NO_RELEASE } from '../private/well-known';

/**
 * Properties of `ReleaseLedger`.
 */
export interface ReleaseLedgerProps {
  /**
   * The name of the app.
   */
  readonly appName: string;

  /**
   * The name of the environment whose releases are recorded.
   */
  readonly environmentName: string;

  /**
   * How many of the last releases that worked can be gone back to: their entries and their images are kept, and so is the current one. A whole
   * number from 2 to 100.
   *
   * @default 20
   */
  readonly releasesKept?: number;
}

/**
 * The record of an environment's releases, kept in SSM parameters (factor V).
 *
 * `/<app>/<environment>/release` names the current release's image by digest and starts at `none`; `/<app>/<environment>/releases/<N>`
 * records release N and never changes until it is deleted, together with those before it, by a release that no longer keeps it. The environment's template reads the current entry, so the ledger has to be deployed before it,
 * from another stack. Only a release writes the ledger: this construct creates the current entry once and never touches it again, and it
 * deletes only what it has created.
 */
export class ReleaseLedger extends Construct {
  /** The root of the ledger's parameters: `/<app>/<environment>`. */
  public readonly ledgerName: string;

  /** The name of the parameter that holds the current release. */
  public readonly currentEntryName: string;

  /** How many of the last releases that worked are kept, entries and images. */
  public readonly releasesKept: number;

  constructor(scope: Construct, id: string, props: ReleaseLedgerProps) {
    super(scope, id);
    const problems = new Problems(`ReleaseLedger "${id}"`);
    checkName(problems, 'appName', props.appName, LONGEST_NAME.app);
    checkName(problems, 'environmentName', props.environmentName, LONGEST_NAME.environment);
    checkReleasesKept(problems, props.releasesKept);
    problems.throwIfAny();

    this.ledgerName = `/${props.appName}/${props.environmentName}`;
    this.currentEntryName = `${this.ledgerName}/release`;
    this.releasesKept = props.releasesKept ?? 20;
    this.createCurrentEntry(props);
  }

  /**
   * A custom resource and not an `AWS::SSM::Parameter`: CloudFormation writes a parameter's value back when only its tags change, and that
   * would stop the environment.
   *
   * @see https://github.com/aws/aws-cdk/issues/25949
   */
  private createCurrentEntry(props: ReleaseLedgerProps): void {
    const entry = new AwsCustomResource(this, 'CurrentEntry', {
      // Shown beside the service's "The parameter already exists": another app, or another deployment of this one, has this name.
      resourceType: 'Custom::ReleaseLedger_OneAppPerName',
      onCreate: {
        service: 'SSM',
        action: 'putParameter',
        parameters: {
          Name: this.currentEntryName,
          Value: NO_RELEASE,
          Type: 'String',
          Overwrite: false,
          Description: `Current release of ${props.appName} in ${props.environmentName}. Written by releases only. Created by stack ${Stack.of(this).stackName}`,
          Tags: [{ Key: 'app', Value: props.appName }, { Key: 'environment', Value: props.environmentName }],
        },
        physicalResourceId: PhysicalResourceId.of(this.currentEntryName),
      },
      onDelete: {
        service: 'SSM',
        action: 'deleteParameter',
        // A creation that failed is also deleted, but under an id that is no parameter's name: so nobody else's entry is ever deleted.
        parameters: { Name: new PhysicalResourceIdReference() },
        ignoreErrorCodesMatching: 'ParameterNotFound|ValidationException|AccessDeniedException',
      },
      policy: AwsCustomResourcePolicy.fromStatements([new iam.PolicyStatement({
        actions: ['ssm:PutParameter', 'ssm:AddTagsToResource', 'ssm:DeleteParameter'],
        resources: [Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName: this.currentEntryName.slice(1) })],
      })]),
      installLatestAwsSdk: false,
      logGroup: customResourceLogs(this),
    });
    acknowledgeInlinePolicies(this);
    acknowledgeFunction((entry.grantPrincipal as iam.Role).node.scope!);
  }
}

/** Of the CDK, and one for all custom resources of a stack. */
function acknowledgeFunction(handler: IConstruct): void {
  acknowledge(handler, 'The function of the CDK\'s AwsCustomResource runs for seconds, at a deployment that waits for it and fails with it; it calls AWS and nothing else',
    'LambdaConcurrency', 'LambdaDLQ', 'LambdaInsideVPC', 'lambda_inside_vpc_check');
  acknowledge(handler, 'The CDK gives its function what all functions have, to write its log',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]');
}

/** All ledgers of a stack share one function, so they share its log group. */
function customResourceLogs(scope: Construct): logs.ILogGroup {
  const stack = Stack.of(scope);
  return stack.node.tryFindChild('ReleaseLedgerLogs') as logs.LogGroup | undefined
    ?? expiringLogGroup(stack, 'ReleaseLedgerLogs', logs.RetentionDays.THREE_MONTHS);
}
