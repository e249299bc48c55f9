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
    return new Notifications({
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
    return new Notifications({
      id: `Topic${topic.node.addr}`,
      check: (problems, home) => checkTopic(problems, topic, home),
      bind: () => topicRecipient(topic),
    });
  }

  /**
   * A Slack channel, which can only listen: neither it nor anybody in it gets any right in AWS. Where the account has configured the channel
   * already, use `Notifications.toSlackChannel()`.
   */
  public static toSlack(options: SlackOptions): Notifications {
    return new Notifications({
      id: `Slack${options.channelId}`,
      check: (problems) => checkSlack(problems, options),
      bind: (scope, appName) => ({ target: slackChannel(scope, appName, options.workspaceId, options.channelId) }),
    });
  }

  /**
   * A Slack channel that is defined already.
   */
  public static toSlackChannel(channel: chatbot.ISlackChannelConfiguration): Notifications {
    return new Notifications({ id: `SlackChannel${channel.node.addr}`, check: () => {}, bind: () => ({ target: channel }) });
  }

  /**
   * Notes what is wrong with these notifications, each by itself and all together, for a pipeline that is at home in an account and region.
   * @internal
   */
  public static _checkAll(problems: Problems, all: Notifications[] = [], home: Place = {}): void {
    problems.unless(all.length <= 10, `notifications are ${all.length}; a pipeline tells 10 at the most: let several share a topic`);
    for (const id of duplicates(all.map(({ way }) => way.id))) {
      problems.add(id === 'Email'
        ? 'notifications hold byEmail() more than once; give all addresses to one'
        : 'notifications hold the same topic or channel more than once; give each once');
    }
    all.forEach(({ way }) => way.check(problems, home));
  }

  private constructor(private readonly way: Way) {}

  /**
   * Defines who is told.
   * @internal
   */
  public _bind(scope: Construct, appName: string): Recipient {
    return this.way.bind(new Construct(scope, this.way.id), appName);
  }
}

function checkAddresses(problems: Problems, addresses: string[]): void {
  problems.unless(!Token.isUnresolved(addresses), 'notifications.byEmail has a token; how many addresses there are has to be known at synthesis: give a list, whose addresses may be tokens');
  problems.unless(addresses.length > 0, 'notifications.byEmail has no address; give at least one, or leave it out');
  for (const address of addresses.filter((one) => !Token.isUnresolved(one) && !Token.isUnresolved(addresses))) {
    problems.unless(/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(address), `notifications.byEmail has "${address}"; give addresses such as "team@example.com"`);
  }
  for (const address of addresses.filter((one, index) => addresses.indexOf(one) !== index)) {
    problems.add(`notifications.byEmail has "${address}" more than once; give each address once`);
  }
}

function checkTopic(problems: Problems, topic: sns.ITopic, home: Place): void {
  const what = `notifications.toTopic has ${topic.node.path}`;
  problems.unless(Token.isUnresolved(topic.fifo) || !topic.fifo, `${what}, which is a FIFO topic and takes no notifications; give a standard one`);
  problems.unless((topic.masterKey as kms.IAlias | undefined)?.aliasName !== 'alias/aws/sns',
    `${what}, which is encrypted with AWS's own key for SNS, and no notification gets past that; give the topic a key of your own`);
  checkIsNear(problems, 'notifications.toTopic', topic, { by: 'the pipeline', place: home });
}

function checkSlack(problems: Problems, { workspaceId, channelId }: SlackOptions): void {
  const isId = (id: string, start: string) => Token.isUnresolved(id) || new RegExp(`^[${start}][0-9A-Z]{5,}$`).test(id);
  problems.unless(isId(workspaceId, 'T'),
    `notifications.toSlack.workspaceId is "${workspaceId}"; give the id of the workspace, such as "T0123ABCD", and not its name`);
  problems.unless(!Token.isUnresolved(channelId),
    'notifications.toSlack.channelId is a token; the channel\'s configuration is named after it and must be known at synthesis: give a plain string');
  problems.unless(isId(channelId, 'CG'),
    `notifications.toSlack.channelId is "${channelId}"; give the id of the channel, such as "C0123ABCD", and not its name`);
}
