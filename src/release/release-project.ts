import { Duration, Stack } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { pipelineProject } from './pipeline-project';
import { IReleaseTarget } from './release-target';
import { assetPath } from '../private/assets';

/** Releases to one environment: the release script, with the rights to do that and nothing else. */
export class ReleaseProject extends Construct {
  public readonly project: codebuild.PipelineProject;

  constructor(scope: Construct, id: string, target: IReleaseTarget) {
    super(scope, id);
    const script = new Asset(this, 'Script', { path: assetPath('release', 'release.mjs') });
    this.project = pipelineProject(this, 'Project', {
      description: `Releases to ${target.environmentName}`,
      timeout: Duration.hours(1),
      exportedVariables: ['RELEASE', 'URL'],
      commands: [
        `aws s3 cp --quiet '${script.s3ObjectUrl}' /tmp/release.mjs`,
        `node /tmp/release.mjs --stack '${target.stackName}' --digest "$DIGEST" --commit "$COMMIT" --execution "$EXECUTION" --outputs /tmp/release.env`,
        'set -a && . /tmp/release.env',
      ],
    });
    this.project.addToRolePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [script.bucket.arnForObjects(script.s3ObjectKey)] }));
    releaserStatements(target).forEach((statement) => this.project.addToRolePolicy(statement));
  }
}

/** What whoever runs the release script needs: to record releases, to update this stack under its release role only, and to watch. */
export function releaserStatements(target: IReleaseTarget): iam.PolicyStatement[] {
  const stack = Stack.of(target);
  const ledger = (entry: string) => stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: `${target.ledger.ledgerName.slice(1)}${entry}` });
  const stackArn = stack.formatArn({ service: 'cloudformation', resource: 'stack', resourceName: `${target.stackName}/*` });
  const inCluster = { ArnEquals: { 'ecs:cluster': target.cluster.clusterArn } };
  return [
    new iam.PolicyStatement({ actions: ['ssm:PutParameter'], resources: [ledger('/release'), ledger('/releases/*')] }),
    new iam.PolicyStatement({ actions: ['ssm:GetParameterHistory', 'ssm:GetParameters'], resources: [ledger('/release'), ledger('/releases/*')] }),
    new iam.PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources: [ledger('/releases'), ledger('/releases/*')] }),
    new iam.PolicyStatement({
      actions: ['cloudformation:UpdateStack'],
      resources: [stackArn],
      conditions: { StringEquals: { 'cloudformation:RoleArn': target.releaseRole.roleArn } },
    }),
    new iam.PolicyStatement({ // names no role; it can only stop an update
      actions: ['cloudformation:CancelUpdateStack'],
      resources: [stackArn],
    }),
    new iam.PolicyStatement({ actions: ['cloudformation:DescribeStacks', 'cloudformation:DescribeStackEvents'], resources: [stackArn] }),
    new iam.PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [target.releaseRole.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
    }),
    ...(target.services.length === 0 ? [] : [
      new iam.PolicyStatement({ actions: ['ecs:DescribeServices'], resources: target.services.map((service) => service.serviceArn) }),
    ]),
    new iam.PolicyStatement({ actions: ['ecs:ListTasks'], resources: ['*'], conditions: inCluster }), // knows the cluster as a condition only
    new iam.PolicyStatement({
      actions: ['ecs:DescribeTasks'],
      resources: [stack.formatArn({ service: 'ecs', resource: 'task', resourceName: `${target.cluster.clusterName}/*` })],
      conditions: inCluster,
    }),
  ];
}
