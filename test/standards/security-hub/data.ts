import { Control, kept, listOf, notApplicable, notKept, refersTo, Resource, resourcesOf } from './control';

const BUCKET = 'AWS::S3::Bucket';
const TABLE = 'AWS::DynamoDB::GlobalTable';

/** Whether a policy denies what does not come over TLS. */
function deniesPlain(policy: any): boolean {
  return policy.PolicyDocument.Statement.some((one: any) => one.Effect === 'Deny' && one.Condition?.Bool?.['aws:SecureTransport'] === 'false');
}

/** Whether nobody but roles and services of the account is let in by the policies on a resource. */
function isPrivate({ id, template }: Resource, policyType: string, on: string): boolean {
  return resourcesOf(template, policyType).filter((one) => refersTo(one.properties[on], id)).flatMap((one) => one.properties.PolicyDocument.Statement)
    .every((one: any) => one.Effect === 'Deny' || one.Principal !== '*' && one.Principal.AWS !== '*');
}

export const DATA: Control[] = [
  notApplicable('S3.1', 'the account blocks public access', 'is a setting of the account'),
  kept('S3.2, .3, .8', 'no bucket is public', 'every one blocks public access', BUCKET, ({ properties: { PublicAccessBlockConfiguration: block } }) => (
    block.BlockPublicAcls && block.BlockPublicPolicy && block.IgnorePublicAcls && block.RestrictPublicBuckets)),
  kept('S3.5', 'TLS only', 'a policy on every bucket', BUCKET, ({ id, template }) => (
    resourcesOf(template, 'AWS::S3::BucketPolicy').some(({ properties }) => refersTo(properties.Bucket, id) && deniesPlain(properties)))),
  notKept('S3.9', 'access logs', 'who has to know who reads objects has CloudTrail record data events'),
  kept('S3.12', 'no access lists', 'the owner of the bucket owns every object', BUCKET, ({ properties }) => (
    properties.OwnershipControls.Rules[0].ObjectOwnership === 'BucketOwnerEnforced')),
  kept('S3.13', 'lifecycle rules', 'on every bucket', BUCKET, ({ properties }) => properties.LifecycleConfiguration.Rules.length > 0),
  notKept('S3.17', 'objects are encrypted with KMS', 'with keys of S3: a load balancer can write its logs to no other kind of bucket; a key of your own goes onto the `CfnBucket`'),
  kept('DynamoDB.1', 'capacity follows demand', 'on demand', TABLE, ({ properties }) => properties.BillingMode === 'PAY_PER_REQUEST'),
  kept('DynamoDB.2', 'point-in-time recovery', 'always', TABLE, ({ properties }) => (
    properties.Replicas.every((one: any) => one.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled))),
  notKept('DynamoDB.4', 'tables are in a backup plan', '`AdminTask.scheduled({ backsUp })` makes backups; a plan of AWS Backup, which this control looks for, is yours to make'),
  kept('DynamoDB.6', 'protection against deletion', 'in production', TABLE, ({ properties }) => properties.Replicas.every((one: any) => one.DeletionProtectionEnabled)),
  notApplicable('SecretsManager.1 to .4', 'secrets rotate and are used', 'none is created', 'AWS::SecretsManager::Secret'),
  kept('SNS.1', 'topics are encrypted', 'with a key of their own', 'AWS::SNS::Topic', ({ properties }) => properties.KmsMasterKeyId !== undefined),
  kept('SNS.4', 'topics are not public', 'rules of this account publish', 'AWS::SNS::Topic', (one) => isPrivate(one, 'AWS::SNS::TopicPolicy', 'Topics')),
  kept('SQS.1', 'queues are encrypted', 'with a key of the service', 'AWS::SQS::Queue', ({ properties }) => properties.SqsManagedSseEnabled === true),
  kept('SQS.3', 'queues are not public', 'schedules of this account send', 'AWS::SQS::Queue', (one) => isPrivate(one, 'AWS::SQS::QueuePolicy', 'Queues')),
  kept('KMS.1, .2', 'no policy lets anybody decrypt with all keys', 'none', 'AWS::IAM::Policy', ({ properties }) => properties.PolicyDocument.Statement
    .every((one: any) => !listOf<string>(one.Action).some((action) => action.startsWith('kms:')) || !listOf(one.Resource).includes('*'))),
  kept('KMS.4', 'keys rotate', 'every year, where they encrypt; KMS rotates no key that signs', 'AWS::KMS::Key', ({ properties }) => (
    properties.EnableKeyRotation === true || properties.KeyUsage === 'SIGN_VERIFY')),
  kept('KMS.5', 'keys are not public', 'they let in this account, and one service', 'AWS::KMS::Key', ({ properties }) => (
    properties.KeyPolicy.Statement.every((one: any) => one.Effect === 'Deny' || one.Principal.AWS !== '*'))),
  notApplicable('KMS.3', 'keys are not deleted by mistake', 'is about what is pending in an account'),
];
