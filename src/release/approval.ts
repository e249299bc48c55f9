import * as sns from 'aws-cdk-lib/aws-sns';

/**
 * Options of `Approval.manual()`.
 */
export interface ManualApprovalOptions {
  /**
   * A topic that is told when an approval is waited for. Encrypt it, and let CodePipeline publish to it.
   *
   * @default - nobody is told; the pipeline shows it
   */
  readonly topic?: sns.ITopic;
}

/**
 * Whether somebody decides before a release goes to an environment.
 */
export class Approval {
  /**
   * Somebody has to approve. What they are shown names the commit, the image's digest and the URLs of the environments before.
   */
  public static manual(options: ManualApprovalOptions = {}): Approval {
    return new Approval(true, options.topic);
  }

  /**
   * The release goes on by itself once the environments before have passed.
   */
  public static none(): Approval {
    return new Approval(false);
  }

  private constructor(
    /** Whether somebody has to approve. */
    public readonly isManual: boolean,
    /** The topic that is told. */
    public readonly topic?: sns.ITopic,
  ) {}
}
