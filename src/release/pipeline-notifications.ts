import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import { DetailType, INotificationRuleTarget, NotificationRule } from 'aws-cdk-lib/aws-codestarnotifications';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { Notifications } from './notifications';

const { PIPELINE_EXECUTION_FAILED, PIPELINE_EXECUTION_SUCCEEDED, MANUAL_APPROVAL_NEEDED } = codepipeline.PipelineNotificationEvents;

/**
 * Tells what becomes of a pipeline's executions. One execution is one release on its way through all environments, so its end is told and not
 * that of each stage; a refused approval and a closed stage end it too.
 *
 * @see https://docs.aws.amazon.com/dtconsole/latest/userguide/concepts.html#events-ref-pipeline
 */
export class PipelineNotifications extends Construct {
  /** The topic that approvals are told to in their own words; everybody else hears of them from a rule. */
  public readonly approvals?: sns.ITopic;

  constructor(scope: Construct, id: string, pipeline: codepipeline.Pipeline, notifications: Notifications[], appName: string) {
    super(scope, id);
    const recipients = notifications.map((one) => one._bind(this, appName));
    this.approvals = recipients.find(({ topic }) => topic)?.topic;
    this.tell('Outcomes', pipeline, [PIPELINE_EXECUTION_FAILED, PIPELINE_EXECUTION_SUCCEEDED], recipients.map(({ target }) => target));
    this.tell('Approvals', pipeline, [MANUAL_APPROVAL_NEEDED], recipients.filter(({ topic }) => topic === undefined || topic !== this.approvals).map(({ target }) => target));
  }

  private tell(id: string, source: codepipeline.Pipeline, events: string[], targets: INotificationRuleTarget[]): void {
    if (targets.length > 0) {
      new NotificationRule(this, id, { source, events, targets, detailType: DetailType.FULL });
    }
  }
}
