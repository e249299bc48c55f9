import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { ReleaseLedger } from './release-ledger';

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
   * The role that CloudFormation updates the stack under. A release may use no other.
   */
  readonly releaseRole: iam.IRole;

  /**
   * The cluster that the processes run in.
   */
  readonly cluster: ecs.Cluster;

  /**
   * The services of the processes.
   */
  readonly services: ecs.FargateService[];
}
