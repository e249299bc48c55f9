import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { INotificationRuleTarget } from 'aws-cdk-lib/aws-codestarnotifications';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { onlyServicesPassOn } from '../private/keys';

/** Somebody who is told, as the stack of the pipeline has it. */
export interface Recipient {
  readonly target: INotificationRuleTarget;
  /** The topic, which can be told things in other words than those of a notification rule. */
  readonly topic?: sns.ITopic;
}

/** A topic that sends e-mails. Its key is its own, since nobody can let a service use the one that AWS manages for SNS. */
export function emailTopic(scope: Construct, addresses: string[]): sns.Topic {
  const key = new kms.Key(scope, 'Key', {
    description: 'What a pipeline tells by e-mail',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.DESTROY, // a topic keeps nothing that would have to be read later
  });
  key.addToResourcePolicy(onlyServicesPassOn());
  const topic = new sns.Topic(scope, 'Topic', { masterKey: key, enforceSSL: true });
  addresses.forEach((address) => topic.addSubscription(new EmailSubscription(address)));
  return topic;
}

/** A topic as the target of the notification rules of this account. CDK's own way would let those of any account in. */
export function topicRecipient(topic: sns.ITopic): Recipient {
  letIn(new iam.ServicePrincipal('codestar-notifications.amazonaws.com'), topic);
  return { topic, target: { bindAsNotificationRuleTarget: () => ({ targetType: 'SNS', targetAddress: topic.topicArn }) } };
}

/**
 * Lets a service publish, as far as the topic and its key are defined here.
 *
 * @see https://docs.aws.amazon.com/dtconsole/latest/userguide/troubleshooting.html
 */
function letIn(service: iam.IPrincipal, topic: sns.ITopic): void {
  topic.addToResourcePolicy(new iam.PolicyStatement({
    principals: [service],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  }));
  topic.masterKey?.addToResourcePolicy(new iam.PolicyStatement({
    principals: [service],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'], // in the policy of a key: the key itself
    conditions: { StringEquals: { 'kms:ViaService': `sns.${topic.env.region}.amazonaws.com` } }, // through SNS, which asks whose rule it is
  }), true);
}
