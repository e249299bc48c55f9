import { Duration, Environment as Place, Token } from 'aws-cdk-lib';
import { ManualApprovalAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { checkIsKnown } from '../private/checks';
import { checkIsNear } from '../private/places';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';

/**
 * Options of `Approval.manual()`.
 */
export interface ManualApprovalOptions {
  /**
   * A topic, in the region of the pipeline, that is told when an approval is waited for, instead of the first topic of the app's `notifications`. Encrypt it; a key that is not
   * defined in the same CDK app has to let the pipeline's role use it.
   *
   * @default - the app's `notifications` are told
   */
  readonly topic?: sns.ITopic;

  /**
   * How long an approval is waited for, from five minutes to 60 days. When nobody has approved by then, the release fails. Later ones wait behind it.
   *
   * @default - seven days
   * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html
   */
  readonly timeout?: Duration;
}

/**
 * Whether somebody decides before a release goes to an environment.
 */
export class Approval {
  /**
   * Somebody has to approve. What they are shown names the commit, the image's digest and the URLs of the environments before.
   */
  public static manual(options: ManualApprovalOptions = {}): Approval {
    const given = new Given<ManualApprovalOptions>('Approval.manual', { options });
    return new Approval(given, true, given.sound.topic, given.sound.timeout);
  }

  /**
   * The release goes on by itself once the environments before have passed.
   */
  public static none(): Approval {
    return new Approval(new Given('Approval.none', {}), false);
  }

  private constructor(
    private readonly given: Given<ManualApprovalOptions>,
    /** Whether somebody has to approve. */
    public readonly isManual: boolean,
    /** The topic that is told. */
    public readonly topic?: sns.ITopic,
    /** How long an approval is waited for. */
    public readonly timeout?: Duration,
  ) {}

  /**
   * Notes what is wrong with this approval.
   * @internal
   */
  public _check(problems: Problems, where: string): void {
    this.given.check(problems, where);
    problems.must(!this.topic || Token.isUnresolved(this.topic.fifo) || !this.topic.fifo, `${where}.topic`,
      'a standard topic, as CodePipeline cannot publish to a FIFO topic', this.topic);
    checkIsKnown(problems, `${where}.timeout`, this.timeout, 'give a plain duration, such as Duration.days(7)');
    if (this.timeout && !this.timeout.isUnresolved()) {
      const minutes = this.timeout.toMinutes({ integral: false });
      problems.unless(Number.isInteger(minutes) && minutes >= 5 && minutes <= 86400, `${where}.timeout must be from 5 to 86400 whole minutes (60 days), got ${minutes} minutes`);
    }
  }

  /**
   * Notes a mistake when the topic is known to be elsewhere than the pipeline.
   * @internal
   * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html
   */
  public _checkPlace(problems: Problems, where: string, home: Place): void {
    if (this.topic) {
      checkIsNear(problems, `${where}.topic`, this.topic, { by: 'the pipeline', place: home, ofAnyAccount: true });
    }
  }

  /**
   * The pipeline's action that waits for it.
   * @internal
   */
  public _action(question: string, topic?: sns.ITopic): ManualApprovalAction {
    return new ManualApprovalAction({
      actionName: 'Approve', notificationTopic: this.topic ?? topic, additionalInformation: question, timeout: this.timeout,
    });
  }
}
