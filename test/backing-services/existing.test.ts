import { Stack } from 'aws-cdk-lib';
import { AttributeType, ITable, Table, TableEncryption, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption, IBucket } from 'aws-cdk-lib/aws-s3';
import { AdminTask, Attachment, BackingService, Environment } from '../../src';
import { findings } from '../support/findings';
import { container, environmentAlone, list, newApp, NO_FLAGS, RECOMMENDED, stackInUse, statements } from '../support/synthesis';

const HOME = { account: '111122223333', region: 'eu-west-1' };
const THEIR_KEY = 'arn:aws:kms:us-east-1:444455556666:key/0a1b2c3d-4e5f-6789-abcd-ef0123456789';
const attach = Attachment.variable('A');
const keyRights = (template: any) => statements(template).map(({ statement }) => statement).filter((one) => JSON.stringify(one.Action).includes('kms:'));

const inBucket = (bucket: IBucket) => BackingService.existingBucket({ bucket, attach });
const inTable = (table: ITable) => BackingService.existingDynamoDbTable({ table, attach });

/** An environment that uses something of another stack. */
function using(given: (there: Stack) => BackingService, flags = RECOMMENDED) {
  const app = newApp(flags);
  const there = stackInUse(app, HOME);
  const service = given(there);
  const { template, environment } = environmentAlone({
    backingServices: { Data: service }, config: undefined, environment: Environment.staging(), adminTasks: { seed: AdminTask.oneOff({ command: ['seed'], backsUp: ['Data'] }) },
  }, app, undefined, HOME);
  return { app, there, template, environment };
}

const theirs = (there: Stack): IKey => Key.fromKeyArn(there, 'Key', THEIR_KEY);

test('the roles of an app may use the key of a bucket as S3 documents it, and no other key', () => {
  const { template } = using((there) => inBucket(Bucket.fromBucketAttributes(there, 'Uploads', { bucketName: 'uploads', encryptionKey: theirs(there) })));
  expect(keyRights(template)).toHaveLength(3); // web, worker and seed
  keyRights(template).forEach((one) => expect(one).toEqual({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Effect: 'Allow', Resource: THEIR_KEY }));
  expect(container(template, 'web').Environment).toContainEqual({ Name: 'A', Value: 'uploads' });
});

test('the roles of an app may use the key of a table as DynamoDB documents it, through DynamoDB, and no other key', () => {
  const { template } = using((there) => inTable(Table.fromTableAttributes(there, 'Countries', { tableName: 'countries', encryptionKey: theirs(there) })));
  expect(keyRights(template).length).toBeGreaterThan(2);
  for (const one of keyRights(template)) {
    expect(list<string>(one.Action).sort()).toEqual([
      'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo',
    ]);
    expect(one).toMatchObject({ Resource: THEIR_KEY, Condition: { StringLike: { 'kms:ViaService': 'dynamodb.*.amazonaws.com*' } } });
  }
});

test('without a key of its own there is nothing to allow', () => {
  expect(keyRights(using((there) => inBucket(Bucket.fromBucketName(there, 'Uploads', 'uploads'))).template)).toEqual([]);
  expect(keyRights(using((there) => inTable(Table.fromTableName(there, 'Countries', 'countries'))).template)).toEqual([]);
});

const DEFINED: [string, (there: Stack) => BackingService][] = [
  ['bucket', (there) => inBucket(new Bucket(there, 'Uploads', { encryption: BucketEncryption.KMS }))],
  ['table', (there) => inTable(new TableV2(there, 'Countries', {
    partitionKey: { name: 'Id', type: AttributeType.STRING }, encryption: TableEncryptionV2.customerManagedKey(new Key(there, 'Key')),
  }))],
  ['table of the older kind', (there) => inTable(new Table(there, 'Countries', {
    partitionKey: { name: 'Id', type: AttributeType.STRING }, encryption: TableEncryption.CUSTOMER_MANAGED,
  }))],
];

describe.each([['all recommended flags', RECOMMENDED], ['no flag', NO_FLAGS]])('with %s', (_flags, flags) => {
  test.each(DEFINED)('a %s that another stack defines is named and reached with its key, and that stack depends on nothing here', (_name, given) => {
    const { app, there, template, environment } = using(given, flags);
    expect(findings(app)).toEqual([]);
    expect(there.dependencies).toEqual([]);
    expect(Stack.of(environment).dependencies).toContain(there);
    expect(keyRights(template).length).toBeGreaterThan(2);
    keyRights(template).forEach((one) => expect(JSON.stringify(one.Resource)).toMatch(/Fn::(ImportValue|GetStackOutput)/));
  });
});
