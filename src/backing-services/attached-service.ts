import { IResource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * A backing service as one environment has it: a handle for the app, and who may use it.
 */
export interface IAttachedService {
  /**
   * What the app needs to reach the service, such as the name of a table. It is put where the attachment says.
   */
  readonly handle: string;

  /**
   * The resource itself, such as the table, for what this interface does not say.
   *
   * @default - the service is not a resource of the CDK
   */
  readonly resource?: IResource;

  /**
   * What the name of another resource must start with to take this one's place while the app runs: the app's roles reach no other.
   *
   * @default - the service cannot be swapped while the app runs
   */
  readonly swapPrefix?: string;

  /**
   * Where to open a connection to, for a service that lives in the network.
   *
   * @default - the service is not in the network
   */
  readonly connections?: ec2.Connections;

  /**
   * Lets a process or an admin task read and write the data.
   */
  grantUse(grantee: iam.IGrantable): void;

  /**
   * Lets an admin task make backups and delete old ones.
   */
  grantBackup(grantee: iam.IGrantable): void;

  /**
   * Lets an admin task restore a backup into a new resource that can take this one's place.
   */
  grantRestore(grantee: iam.IGrantable): void;
}

/**
 * What a backing service is told when it is bound to an environment.
 */
export interface BackingServiceBindOptions {
  /**
   * Whether the environment is production, where data is kept and protected.
   */
  readonly production: boolean;

  /**
   * The network of the environment.
   */
  readonly vpc: ec2.IVpc;
}
