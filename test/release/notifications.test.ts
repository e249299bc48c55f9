import * as fs from 'fs';
import * as path from 'path';
import { Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Approval, Environment, Notifications } from '../../src';
import { list, newApp, NO_FLAGS, only, RECOMMENDED, resources, stackInUse, statements, synthesise } from '../support/synthesis';

const OUTCOMES = ['codepipeline-pipeline-pipeline-execution-failed', 'codepipeline-pipeline-pipeline-execution-succeeded'];
const APPROVALS = ['codepipeline-pipeline-manual-approval-needed'];
const SLACK = { workspaceId: 'T0123ABCD', channelId: 'C0456EFGH' };
const SERVICE = { Service: 'codestar-notifications.amazonaws.com' };

/** The rules of a pipeline: what is told, and to how many. */
function rules(template: Template): { told: string[]; to: string[] }[] {
  return Object.values(resources(template, 'AWS::CodeStarNotifications::NotificationRule'))
    .map(({ Properties: { EventTypeIds, Targets } }) => ({ told: EventTypeIds, to: Targets.map((one: any) => one.TargetType) }));
}

function approvalActions(template: Template): any[] {
  return only(template, 'AWS::CodePipeline::Pipeline').Stages.flatMap((stage: any) => stage.Actions).filter((one: any) => one.Name === 'Approve');
}

test('nobody is told by default, and nothing is there for it', () => {
  const { pipeline } = synthesise();
  expect(rules(pipeline)).toEqual([]);
  pipeline.resourceCountIs('AWS::SNS::Topic', 0);
  expect(approvalActions(pipeline)[0].Configuration.NotificationArn).toBeUndefined();
});

describe.each([['all recommended flags', RECOMMENDED], ['no flags', NO_FLAGS]])('e-mails, with %s', (_flags, context) => {
  const { pipeline } = synthesise({ notifications: [Notifications.byEmail(['team@example.com', 'duty@example.com'])] }, newApp(context));
  const topicArn = { Ref: Object.keys(resources(pipeline, 'AWS::SNS::Topic'))[0] };
  const keyArn = { 'Fn::GetAtt': [Object.keys(resources(pipeline, 'AWS::KMS::Key'))[0], 'Arn'] };

  test('each address is subscribed', () => {
    const subscriptions = Object.values(resources(pipeline, 'AWS::SNS::Subscription')).map(({ Properties }) => [Properties.Protocol, Properties.Endpoint]);
    expect(subscriptions).toEqual([['email', 'team@example.com'], ['email', 'duty@example.com']]);
  });

  test('failures and successes are told by a rule, with all that is known', () => {
    expect(rules(pipeline)).toEqual([{ told: OUTCOMES, to: ['SNS'] }]);
    expect(only(pipeline, 'AWS::CodeStarNotifications::NotificationRule')).toMatchObject({ DetailType: 'FULL', Targets: [{ TargetAddress: topicArn }] });
  });

  test('an approval is told once, in its own words: commit, digest and the URL of staging', () => {
    expect(approvalActions(pipeline)[0].Configuration).toEqual({
      NotificationArn: topicArn,
      CustomData: 'Release to production: commit #{Source_Source_NS.CommitId}, image #{Scan.DIGEST}; staging runs it at #{ReleaseStaging.URL}',
    });
  });

  test('only rules of this account publish, and only over TLS', () => {
    const { Statement } = only(pipeline, 'AWS::SNS::TopicPolicy').PolicyDocument;
    expect(Statement.filter((one: any) => one.Effect === 'Allow')).toEqual([expect.objectContaining({
      Principal: SERVICE, Action: 'sns:Publish', Resource: topicArn, Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    })]);
    expect(Statement.filter((one: any) => one.Effect === 'Deny')).toEqual([expect.objectContaining({
      Principal: '*', Action: 'sns:Publish', Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    })]);
  });

  test('the topic has a key of its own, which changes each year and lets the rules in through SNS: AWS\'s own key for SNS lets no service in', () => {
    expect(only(pipeline, 'AWS::SNS::Topic').KmsMasterKeyId).toEqual(keyArn);
    const { EnableKeyRotation, KeyPolicy } = only(pipeline, 'AWS::KMS::Key');
    expect(EnableKeyRotation).toBe(true);
    expect(KeyPolicy.Statement.filter((one: any) => one.Principal.Service)).toEqual([{
      Effect: 'Allow',
      Principal: SERVICE,
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['sns.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } } },
    }]);
  });

  test('the approval\'s role may publish to the topic and use its key, and nothing else; no other role may', () => {
    const toTopic = statements(pipeline).filter(({ statement }) => JSON.stringify(statement.Action).match(/"(sns|kms):/));
    expect(new Set(toTopic.map(({ holder }) => holder)).size).toBe(1);
    expect(toTopic[0].holder).toContain('ApproveProduction');
    const rights = statements(pipeline).filter(({ holder }) => holder === toTopic[0].holder).map(({ statement }) => statement);
    expect(rights).toEqual(expect.arrayContaining([
      { Effect: 'Allow', Action: 'sns:Publish', Resource: topicArn },
      { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: keyArn },
    ]));
    expect(rights).toHaveLength(2);
  });
});

test('an address may be known at deployment only', () => {
  const { pipeline } = synthesise({ notifications: [Notifications.byEmail([Fn.importValue('TeamAddress')])] });
  expect(only(pipeline, 'AWS::SNS::Subscription').Endpoint).toEqual({ 'Fn::ImportValue': 'TeamAddress' });
});

describe('Slack', () => {
  const { pipeline } = synthesise({ notifications: [Notifications.toSlack(SLACK)] });

  test('the channel hears of approvals, failures and successes', () => {
    expect(rules(pipeline)).toEqual([{ told: OUTCOMES, to: ['AWSChatbotSlack'] }, { told: APPROVALS, to: ['AWSChatbotSlack'] }]);
    expect(only(pipeline, 'AWS::Chatbot::SlackChannelConfiguration')).toMatchObject({
      ConfigurationName: 'Guestbook-C0456EFGH', SlackWorkspaceId: 'T0123ABCD', SlackChannelId: 'C0456EFGH',
    });
  });

  test('it can do nothing: by default, AWS would let it do everything', () => {
    const { GuardrailPolicies, UserRoleRequired, IamRoleArn } = only(pipeline, 'AWS::Chatbot::SlackChannelConfiguration');
    expect(JSON.stringify(GuardrailPolicies)).toMatch(/^\[.*:iam::aws:policy\/AWSDenyAll"\]\]\}\]$/);
    expect(UserRoleRequired).toBe(true);
    const id = IamRoleArn['Fn::GetAtt'][0];
    expect(resources(pipeline, 'AWS::IAM::Role')[id].Properties).toEqual({
      AssumeRolePolicyDocument: expect.objectContaining({ Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'chatbot.amazonaws.com' } }] }),
      Description: expect.anything(),
      Tags: expect.anything(),
    });
    const policies = Object.values(resources(pipeline, 'AWS::IAM::Policy')).filter(({ Properties }) => JSON.stringify(Properties.Roles).includes(id));
    expect(policies).toEqual([]);
  });

  test('a channel that exists is told without another configuration of it', () => {
    const app = newApp();
    const channel = SlackChannelConfiguration.fromSlackChannelConfigurationArn(
      stackInUse(app), 'Channel', 'arn:aws:chatbot::111122223333:chat-configuration/slack-channel/team');
    const existing = synthesise({ notifications: [Notifications.toSlackChannel(channel)] }, app).pipeline;
    existing.resourceCountIs('AWS::Chatbot::SlackChannelConfiguration', 0);
    expect(only(existing, 'AWS::CodePipeline::Pipeline')).toBeDefined();
    expect(rules(existing).flatMap(({ to }) => to)).toEqual(['AWSChatbotSlack', 'AWSChatbotSlack']);
  });
});

describe('several', () => {
  const app = newApp();
  const somewhere = new Stack(app, 'Topics');
  const team = new Topic(somewhere, 'Team', { masterKey: new Key(somewhere, 'Key') });
  const approvers = new Topic(somewhere, 'Approvers');
  const { pipeline } = synthesise({
    notifications: [Notifications.toSlack(SLACK), Notifications.toTopic(team), Notifications.byEmail(['team@example.com'])],
    environments: [Environment.staging({ approval: Approval.manual({ topic: approvers }) }), Environment.production()],
  }, app);
  const teamPolicy = Template.fromStack(somewhere);

  test('all hear of outcomes; the first topic hears of approvals in their own words, everybody else from a rule, and itself too where an approval has another topic', () => {
    expect(rules(pipeline)).toEqual([{ told: OUTCOMES, to: ['AWSChatbotSlack', 'SNS', 'SNS'] }, { told: APPROVALS, to: ['AWSChatbotSlack', 'SNS', 'SNS'] }]);
    const arns = Object.values(resources(pipeline, 'AWS::CodeStarNotifications::NotificationRule')).map(({ Properties }) => Properties.Targets.map((one: any) => one.TargetAddress));
    const [, production] = approvalActions(pipeline);
    expect(arns[0]).toContainEqual(production.Configuration.NotificationArn);
    expect(arns[1]).toContainEqual(production.Configuration.NotificationArn); // or it would not hear of the approval that has a topic of its own
  });

  test('an approval with a topic of its own tells that one', () => {
    const [staging, production] = approvalActions(pipeline).map((one) => JSON.stringify(one.Configuration.NotificationArn));
    expect(staging).toContain('Approvers');
    expect(production).toContain('Team');
  });

  test('a topic of the same CDK app and its key let the rules in', () => {
    expect(only(teamPolicy, 'AWS::SNS::TopicPolicy').PolicyDocument.Statement).toEqual([expect.objectContaining({
      Principal: SERVICE, Action: 'sns:Publish', Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    })]);
    expect(only(teamPolicy, 'AWS::KMS::Key').KeyPolicy.Statement.map((one: any) => one.Principal)).toContainEqual(SERVICE);
  });
});

test('a topic that is only known by its ARN is told, and its own policy is left to its owner', () => {
  const app = newApp();
  const topic = Topic.fromTopicArn(stackInUse(app), 'Topic', 'arn:aws:sns:eu-west-1:111122223333:releases');
  const { pipeline } = synthesise({ notifications: [Notifications.toTopic(topic)] }, app);
  pipeline.resourceCountIs('AWS::SNS::TopicPolicy', 0);
  expect(only(pipeline, 'AWS::CodeStarNotifications::NotificationRule').Targets).toEqual([{ TargetType: 'SNS', TargetAddress: topic.topicArn }]);
  const publish = statements(pipeline).filter(({ statement }) => list(statement.Action).includes('sns:Publish'));
  expect(publish.map(({ statement }) => statement.Resource)).toEqual([topic.topicArn]);
});

test('the bundled validator finds nothing in the pipeline, with everybody told', () => {
  const app = newApp();
  const topic = new Topic(new Stack(app, 'Topics'), 'Team');
  synthesise({ notifications: [Notifications.byEmail(['team@example.com']), Notifications.toSlack(SLACK), Notifications.toTopic(topic)] }, app);
  app.synth();
  const report = JSON.parse(fs.readFileSync(path.join(app.outdir, 'validation-report.json'), 'utf8'));
  expect(report.pluginReports.flatMap((one: any) => one.violations).map((one: any) => one.ruleName).filter((name: string) => !name.endsWith('WebEntryPoint.http'))).toEqual([]);
});
