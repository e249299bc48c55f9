import { Environment as Place, Token } from 'aws-cdk-lib';
import * as chatbot from 'aws-cdk-lib/aws-chatbot';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { emailTopic, Recipient, topicRecipient } from './notification-topic';
import { slackChannel } from './slack-channel';
import { duplicates } from '../private/naming';
import { checkIsNear } from '../private/places';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';

/**
 * Options of `Notifications.toSlack()`.
 */
export interface SlackOptions {
  /**
   * The workspace: an id that starts with `T`. Somebody has to allow it once in the console of Amazon Q Developer in chat applications.
   */
  readonly workspaceId: string;

  /**
   * The channel: an id that starts with `C`, at the end of the link that Slack copies. A private channel also has to invite the app.
   */
  readonly channelId: string;
}

/** One way to tell somebody: an id that no other has, what may be wrong with it, and what it is in a stack. */
interface Way {
  readonly id: string;
  check(problems: Problems, home: Place): void;
  bind(scope: Construct, appName: string): Recipient;
}

/**
 * Who is told when an approval is waited for, when a release has failed, and when one has reached the last environment.
 */
export class Notifications {
  /**
   * E-mails, through an encrypted topic of the app's own. Each address gets one that asks to confirm the subscription; nothing else arrives before
   * somebody has followed the link in it.
   *
   * @param addresses at least one
   */
  public static byEmail(addresses: string[]): Notifications {
    const given = new Given<{ addresses: string[] }>('Notifications.byEmail', { addresses });
    return new Notifications(given, 'byEmail', {
      id: 'Email',
      check: (problems) => checkAddresses(problems, addresses),
      bind: (scope) => topicRecipient(emailTopic(scope, addresses)),
    });
  }

  /**
   * A topic that exists, in the account and region of the pipeline. When it is defined in the same CDK app, it and its key are made to let the
   * notifications in. Otherwise its policy has to let `codestar-notifications.amazonaws.com` publish, and its key's policy let that service use
   * `kms:GenerateDataKey*` and `kms:Decrypt`. AWS's own key for SNS cannot be made to.
   *
   * @see https://docs.aws.amazon.com/dtconsole/latest/userguide/set-up-sns.html
   */
  public static toTopic(topic: sns.ITopic): Notifications {
    const given = new Given<{ topic: sns.ITopic }>('Notifications.toTopic', { topic });
    return new Notifications(given, 'toTopic', {
      id: `Topic${given.sound.topic?.node.addr}`,
      check: (problems, home) => checkTopic(problems, topic, home),
      bind: () => topicRecipient(topic),
    });
  }

  /**
   * A Slack channel, which can only listen: neither it nor anybody in it gets any right in AWS. Where the account has configured the channel
   * already, use `Notifications.toSlackChannel()`.
   */
  public static toSlack(options: SlackOptions): Notifications {
    const given = new Given<SlackOptions>('Notifications.toSlack', { options });
    return new Notifications(given, 'toSlack', {
      id: `Slack${given.sound.channelId}`,
      check: (problems) => checkSlack(problems, options),
      bind: (scope, appName) => ({ target: slackChannel(scope, appName, options.workspaceId, options.channelId) }),
    });
  }

  /**
   * A Slack channel that is defined already.
   */
  public static toSlackChannel(channel: chatbot.ISlackChannelConfiguration): Notifications {
    const given = new Given<{ channel: chatbot.ISlackChannelConfiguration }>('Notifications.toSlackChannel', { channel });
    return new Notifications(given, 'toSlackChannel', {
      id: `SlackChannel${given.sound.channel?.node.addr}`, check: () => {}, bind: () => ({ target: channel }),
    });
  }

  /**
   * Notes what is wrong with these notifications, each by itself and all together, for a pipeline that is at home in an account and region.
   * @internal
   */
  public static _checkAll(problems: Problems, all: Notifications[] = [], home: Place = {}): void {
    problems.unless(all.length <= 10, `notifications must be at most 10, as a pipeline has no more, got ${all.length}; let several share a topic`);
    const sound = all.filter(({ given, factory }) => given.check(problems, `notifications.${factory}`));
    for (const id of duplicates(sound.map(({ way }) => way.id))) {
      problems.add(id === 'Email'
        ? 'notifications hold byEmail() more than once; give all addresses to one'
        : 'notifications hold the same topic or channel more than once; give each once');
    }
    sound.forEach(({ way }) => way.check(problems, home));
  }

  private constructor(private readonly given: Given<object>, private readonly factory: string, private readonly way: Way) {}

  /**
   * Defines who is told.
   * @internal
   */
  public _bind(scope: Construct, appName: string): Recipient {
    return this.way.bind(new Construct(scope, this.way.id), appName);
  }
}

function checkAddresses(problems: Problems, addresses: string[]): void {
  problems.unless(!Token.isUnresolved(addresses), 'notifications.byEmail.addresses must be a list whose length is known at synthesis, got a token; its addresses may be tokens');
  problems.must(addresses.length > 0, 'notifications.byEmail.addresses', 'at least one address', addresses);
  for (const address of addresses.filter((one) => !Token.isUnresolved(one) && !Token.isUnresolved(addresses))) {
    problems.must(/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(address), 'notifications.byEmail.addresses', 'addresses such as "team@example.com"', address);
  }
  for (const address of addresses.filter((one, index) => addresses.indexOf(one) !== index)) {
    problems.add(`notifications.byEmail.addresses must have each address once, got "${address}" more than once`);
  }
}

function checkTopic(problems: Problems, topic: sns.ITopic, home: Place): void {
  const what = 'notifications.toTopic.topic';
  problems.must(Token.isUnresolved(topic.fifo) || !topic.fifo, what, 'a standard topic, as a FIFO topic takes no notifications', topic);
  problems.must((topic.masterKey as kms.IAlias | undefined)?.aliasName !== 'alias/aws/sns', what,
    'encrypted with a key of your own, as no notification gets past AWS\'s own key for SNS', topic);
  checkIsNear(problems, what, topic, { by: 'the pipeline', place: home });
}

function checkSlack(problems: Problems, { workspaceId, channelId }: SlackOptions): void {
  const isId = (id: string, start: string) => Token.isUnresolved(id) || new RegExp(`^[${start}][0-9A-Z]{5,}$`).test(id);
  problems.must(isId(workspaceId, 'T'), 'notifications.toSlack.workspaceId', 'the id of the workspace, such as "T0123ABCD", and not its name', workspaceId);
  problems.must(!Token.isUnresolved(channelId), 'notifications.toSlack.channelId',
    'a plain string that is known at synthesis (the channel\'s configuration is named after it)', channelId);
  problems.must(isId(channelId, 'CG'), 'notifications.toSlack.channelId', 'the id of the channel, such as "C0123ABCD", and not its name', channelId);
}
