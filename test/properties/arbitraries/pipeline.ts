import { SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { Alias, IKey, Key } from 'aws-cdk-lib/aws-kms';
import { ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import * as fc from 'fast-check';
import { minutes, seconds } from './durations';
import { anyText, DIGITS, line, orImported, orLate, textOf, UPPER, WORD } from './text';
import {
  Approval, FailOnOptions, HttpSmokeTestOptions, ManualApprovalOptions, Notifications, Provenance, Severity, SignedProvenanceOptions, SlackOptions,
  SmokeTest, VulnerabilityGate,
} from '../../../src';
import { call, constant, expression, list, listOf, named, plain, struct, Writer } from '../support/written';

const severity: Writer<Severity> = fc.constantFrom(...Object.keys(Severity) as (keyof typeof Severity)[])
  .chain((name) => constant({ ...Severity, name: 'Severity' }, name));

export const gate: Writer<VulnerabilityGate> = fc.oneof(
  call(VulnerabilityGate, 'reportOnly'),
  call(VulnerabilityGate, 'failOn', severity, struct<FailOnOptions>('FailOnOptions', {
    accept: fc.uniqueArray(textOf(WORD, 3, 10).map((text) => `CVE-${text}`), { maxLength: 3 }).chain((names) => named(names, () => orLate(line))),
    onlyWithFix: plain(fc.boolean()),
  })),
);

const signingKey: Writer<IKey> = fc.oneof(
  expression('Key.fromKeyArn(elsewhere, \'SigningKey\', \'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-6789-abcd-ef0123456789\')', (elsewhere) => (
    Key.fromKeyArn(elsewhere, 'SigningKey', 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-6789-abcd-ef0123456789')
  )),
  expression('Alias.fromAliasName(elsewhere, \'SigningKey\', \'alias/signing\')', (elsewhere) => Alias.fromAliasName(elsewhere, 'SigningKey', 'alias/signing')),
);

export const provenance = call(Provenance, 'signed', struct<SignedProvenanceOptions>('SignedProvenanceOptions', { key: signingKey }));

/** What a shell and a URL take as it is. */
const tried = fc.oneof(fc.constantFrom('/', '/hello', '/a?b=c&d', '/;|&<>()', '/*', '/ü', '/#x'), textOf(`${WORD}/.~-`, 0, 20).map((text) => `/${text}`));

export const smokeTest: Writer<SmokeTest> = fc.oneof(
  call(SmokeTest, 'http', struct<HttpSmokeTestOptions>('HttpSmokeTestOptions', { path: orLate(tried), retryFor: seconds(1, 1800) })),
  call(SmokeTest, 'commands', list(orLate(anyText.filter((text) => text.trim() !== '')), { minLength: 1 })),
);

const topic: Writer<ITopic> = fc.oneof(
  expression('new Topic(elsewhere, …, { masterKey: new Key(elsewhere, …) })', (elsewhere) => {
    const number = elsewhere.node.children.length;
    return new Topic(elsewhere, `Topic${number}`, { masterKey: new Key(elsewhere, `Key${number}`) });
  }),
  expression('Topic.fromTopicArn(elsewhere, …, \'arn:aws:sns:eu-west-1:111122223333:told\')', (elsewhere) => (
    Topic.fromTopicArn(elsewhere, `Imported${elsewhere.node.children.length}`, 'arn:aws:sns:eu-west-1:111122223333:told')
  )),
);

const address = textOf(WORD, 1, 10).map((text) => `${text}@example.com`);
const byEmail = call(Notifications, 'byEmail', fc.uniqueArray(orLate(address), { minLength: 1, maxLength: 3, selector: ({ text }) => text }).map(listOf<string>));
const toSlack = call(Notifications, 'toSlack', struct<SlackOptions>('SlackOptions', {
  workspaceId: orImported(textOf(UPPER + DIGITS, 5, 12).map((text) => `T${text}`)),
  channelId: plain(fc.tuple(fc.constantFrom('C', 'G'), textOf(UPPER + DIGITS, 5, 12)).map((parts) => parts.join(''))),
}, 'workspaceId', 'channelId'));
const toChannel = call(Notifications, 'toSlackChannel', expression(
  'SlackChannelConfiguration.fromSlackChannelConfigurationArn(elsewhere, \'Channel\', \'arn:aws:chatbot::111122223333:chat-configuration/slack-channel/releases\')',
  (elsewhere) => SlackChannelConfiguration.fromSlackChannelConfigurationArn(
    elsewhere, 'Channel', 'arn:aws:chatbot::111122223333:chat-configuration/slack-channel/releases'),
));

/** Each way at most once, but for topics. */
export const notifications: Writer<Notifications[]> = fc.tuple(byEmail, toSlack, toChannel, call(Notifications, 'toTopic', topic), call(Notifications, 'toTopic', topic))
  .chain((all) => fc.shuffledSubarray(all)).map((some) => listOf<Notifications>(some));

export const approval: Writer<Approval> = fc.oneof(
  call(Approval, 'none'),
  call(Approval, 'manual', struct<ManualApprovalOptions>('ManualApprovalOptions', { topic, timeout: minutes(5, 86400) })),
);
