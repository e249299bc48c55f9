import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { ReleaseLedger } from './release-ledger';
import { BuildProvenance } from '../build/build-provenance';

/**
 * What a release goes to.
 */
export interface IReleaseTarget extends IConstruct {
  /**
   * The name of the environment.
   */
  readonly environmentName: string;

  /**
   * The stack that a release updates.
   */
  readonly stackName: string;

  /**
   * Where the environment's releases are recorded.
   */
  readonly ledger: ReleaseLedger;

  /**
   * Where the images are. A release holds its image there.
   */
  readonly repository: ecr.IRepository;

  /**
   * The role that CloudFormation updates the stack under. A release may use no other. Give it a name and import it by that, so that no pipeline
   * depends on the environment's stack.
   */
  readonly releaseRole: iam.IRole;

  /**
   * The name of the cluster that the processes run in, known at synthesis.
   */
  readonly clusterName: string;

  /**
   * Where the web process is reached.
   *
   * @default - nothing is reached from outside
   */
  readonly url?: string;

  /**
   * The alarm that is on while the environment is not well. A metric alarm: CodePipeline's rule is documented for no other, and to see a composite
   * one takes the right to see all alarms of the account.
   *
   * @default - nothing tells
   */
  readonly healthAlarm?: cloudwatch.IAlarm;

  /**
   * The task that a release runs first. Its roles have the IAM path `/<app>/<environment>/<region>/release-command/`.
   *
   * @default - a release replaces the processes at once
   */
  readonly releaseTaskDefinition?: ecs.FargateTaskDefinition;

  /**
   * The provenance that an image must have to be released.
   *
   * @default - every image of the repository can be released
   */
  readonly requiredProvenance?: BuildProvenance;

  /**
   * Lets somebody release to this environment, with the release script.
   *
   * @param grantee whoever runs the script: a role of your pipeline
   */
  grantRelease(grantee: iam.IGrantable): void;
}
