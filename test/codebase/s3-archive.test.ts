import { App, Fn, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Codebase } from '../../src';
import { findings } from '../support/findings';
import { list, newApp, NO_FLAGS, only, RECOMMENDED, resources, statements, stackInUse, synthesise } from '../support/synthesis';

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d';

/** The bucket of another team, as it is known here. */
function released(app: App = newApp()) {
  const bucket = Bucket.fromBucketAttributes(stackInUse(app), 'Uploads', {
    bucketArn: 'arn:aws:s3:::acme-uploads', encryptionKey: Key.fromKeyArn(app.node.findChild('InUse') as Stack, 'Key', KEY_ARN),
  });
  return synthesise({ codebase: Codebase.s3({ bucket, key: 'team/guestbook.zip' }) }, app);
}

/** What S3 tells EventBridge, as its user guide shows it. */
const UPLOAD = {
  'source': 'aws.s3',
  'detail-type': 'Object Created',
  'resources': ['arn:aws:s3:::acme-uploads'],
  'detail': {
    bucket: { name: 'acme-uploads' },
    object: { 'key': 'team/guestbook.zip', 'size': 5, 'etag': 'b1946ac92492d2347c6235b4d2611184', 'version-id': 'IYV3p45BT0ac8hjHg1houSdS1a.Mro8e' },
    reason: 'PutObject',
  },
};

/** Whether EventBridge would find an event in a pattern of exact values. */
function matches(pattern: any, event: any): boolean {
  return Object.entries<any>(pattern).every(([name, wanted]) =>
    Array.isArray(wanted) ? wanted.includes(event?.[name]) : matches(wanted, event?.[name]));
}

/** What EventBridge would make of an event: it puts the values of strings in quotes by itself. */
function transform({ InputPathsMap, InputTemplate }: any, event: any): any {
  const value = (jsonPath: string) => jsonPath.split('.').slice(1).reduce((found, name) => found[name], event);
  return JSON.parse(Object.entries<string>(InputPathsMap).reduce(
    (text, [name, jsonPath]) => text.replace(`<${name}>`, JSON.stringify(value(jsonPath))), InputTemplate as string));
}

describe('an archive', () => {
  const { pipeline, codebase } = released();
  const rule = only(pipeline, 'AWS::Events::Rule');
  const [source] = only(pipeline, 'AWS::CodePipeline::Pipeline').Stages[0].Actions;

  test('starts a release when it is uploaded, and nothing else does', () => {
    expect(matches(rule.EventPattern, UPLOAD)).toBe(true);
    expect(matches(rule.EventPattern, { ...UPLOAD, 'detail-type': 'Object Deleted' })).toBe(false);
    expect(matches(rule.EventPattern, { ...UPLOAD, detail: { ...UPLOAD.detail, bucket: { name: 'another' } } })).toBe(false);
    expect(matches(rule.EventPattern, { ...UPLOAD, detail: { ...UPLOAD.detail, object: { key: 'team/other.zip' } } })).toBe(false);
  });

  test('is released in the version that was uploaded, even when another one is there by the time that the execution has its turn', () => {
    expect(transform(rule.Targets[0].InputTransformer, UPLOAD)).toEqual({
      sourceRevisions: [{ actionName: source.Name, revisionType: 'S3_OBJECT_VERSION_ID', revisionValue: 'IYV3p45BT0ac8hjHg1houSdS1a.Mro8e' }],
    });
  });

  test('is found by an event of the bucket: no polling, no trail, no function', () => {
    expect(source).toMatchObject({
      ActionTypeId: { Provider: 'S3' },
      Configuration: { S3Bucket: 'acme-uploads', S3ObjectKey: 'team/guestbook.zip', PollForSourceChanges: false },
    });
    ['AWS::CloudTrail::Trail', 'AWS::Lambda::Function', 'Custom::S3BucketNotifications'].forEach((type) => pipeline.resourceCountIs(type, 0));
  });

  test('creates nothing of its own: the bucket is somebody else\'s', () => {
    expect(resources(codebase, 'AWS::CodeCommit::Repository')).toEqual({});
    expect(resources(codebase, 'AWS::S3::Bucket')).toEqual({});
  });

  test('may be read by the source action only, with the key of its bucket, and no other object may', () => {
    const inBucket = statements(pipeline).filter(({ statement }) => /acme-uploads|0a1b2c3d/.test(JSON.stringify(statement.Resource)));
    expect(inBucket.map(({ holder }) => holder)).toEqual([expect.stringMatching(/Source/), expect.stringMatching(/Source/)]);
    const [key, objects] = inBucket.map(({ statement }) => statement);
    expect(list<string>(objects.Action).filter((action) => !/^s3:(Get|List)/.test(action))).toEqual([]);
    expect(objects.Resource).toEqual(['arn:aws:s3:::acme-uploads', 'arn:aws:s3:::acme-uploads/team/guestbook.zip']);
    expect(key).toEqual({ Action: 'kms:Decrypt', Effect: 'Allow', Resource: KEY_ARN });
  });

  test('has its event start this pipeline and do nothing else, for this account only', () => {
    const [id, role] = Object.entries(resources(pipeline, 'AWS::IAM::Role')).find(([name]) => name.includes('SourceEventRole'))!;
    expect(rule.Targets[0].RoleArn).toEqual({ 'Fn::GetAtt': [id, 'Arn'] });
    expect(role.Properties.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
    const allowed = statements(pipeline).filter(({ holder }) => holder.includes('SourceEventRole')).map(({ statement }) => statement);
    expect(allowed).toEqual([{ Action: 'codepipeline:StartPipelineExecution', Effect: 'Allow', Resource: rule.Targets[0].Arn }]);
  });
});

describe.each([['all recommended flags', RECOMMENDED], ['no flag', NO_FLAGS]])('with %s', (_name, flags) => {
  test('the bucket may be in another stack, with a key of its own: that stack depends on nothing here, and there is no finding', () => {
    const app = newApp(flags);
    const stack = new Stack(app, 'Uploads');
    const bucket = new Bucket(stack, 'Bucket', { versioned: true, encryption: BucketEncryption.KMS, encryptionKey: new Key(stack, 'Key', { enableKeyRotation: true }) });
    synthesise({ codebase: Codebase.s3({ bucket, key: 'guestbook.zip' }) }, app);
    expect(findings(app)).toEqual([]);
    expect(stack.dependencies).toEqual([]);
  });
});

test('a key that is known at deployment only passes', () => {
  const app = newApp();
  const bucket = Bucket.fromBucketName(stackInUse(app), 'Uploads', 'acme-uploads');
  const { pipeline } = synthesise({ codebase: Codebase.s3({ bucket, key: Fn.importValue('Key') }) }, app);
  expect(only(pipeline, 'AWS::Events::Rule').EventPattern.detail.object).toEqual({ key: [{ 'Fn::ImportValue': 'Key' }] });
});
