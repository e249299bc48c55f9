import { Stack } from 'aws-cdk-lib';
import { Attribute, AttributeType, ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import * as fc from 'fast-check';
import { DIGITS, LOWER, orLate, textOf, variableName, WORD } from './text';
import { Attachment, BackingService, BackingServiceOptions, DynamoDbTableOptions, ExistingBucketOptions, ExistingDynamoDbTableOptions } from '../../../src';
import { ELSEWHERE } from '../../support/synthesis';
import { call, expression, plain, struct, Writer, Written } from '../support/written';

/** How one service is attached. */
export interface Attached {
  readonly isDynamic: boolean;
  readonly handle: string;
}

export const attached: fc.Arbitrary<Attached> = fc.boolean().chain((isDynamic) => fc.record({
  isDynamic: fc.constant(isDynamic),
  handle: isDynamic ? fc.oneof(textOf(WORD, 1, 8).map((text) => `H${text}`), fc.constantFrom('Table-Name', 'valueOf')) : variableName.map((text) => `H_${text}`),
}));

const key = (name: string): Writer<Attribute> => fc.constantFrom<[string, AttributeType]>(
  ['STRING', AttributeType.STRING], ['NUMBER', AttributeType.NUMBER], ['BINARY', AttributeType.BINARY],
).map(([type, value]) => new Written(`{ name: ${JSON.stringify(name)}, type: AttributeType.${type} }`, () => ({ name, type: value })));

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-6789-abcd-ef0123456789';
/** Into a stack that does not say where it is, so that an environment anywhere may use it. */
const nextId = () => `Existing${ELSEWHERE.node.children.length}`;

const table: Writer<ITable> = fc.oneof(
  orLate(textOf(`${WORD}.-`, 3, 255)).map((name) => (
    new Written(`Table.fromTableName(…, ${name.text})`, (elsewhere: Stack) => Table.fromTableName(ELSEWHERE, nextId(), name.make(elsewhere)))
  )),
  expression('Table.fromTableAttributes(…, { tableName: \'shared\', encryptionKey })', () => (
    Table.fromTableAttributes(ELSEWHERE, nextId(), { tableName: 'shared', encryptionKey: Key.fromKeyArn(ELSEWHERE, `${nextId()}Key`, KEY) })
  )),
);

const bucketName = fc.oneof(textOf(LOWER + DIGITS, 3, 63), fc.constantFrom('acme.uploads', 'a-b-c', '0-a', `${'b'.repeat(60)}-us`));

const bucket: Writer<IBucket> = fc.oneof(
  orLate(bucketName).map((name) => (
    new Written(`Bucket.fromBucketName(…, ${name.text})`, (elsewhere: Stack) => Bucket.fromBucketName(ELSEWHERE, nextId(), name.make(elsewhere)))
  )),
  expression('Bucket.fromBucketAttributes(…, { bucketName: \'shared\', encryptionKey })', () => (
    Bucket.fromBucketAttributes(ELSEWHERE, nextId(), { bucketName: 'shared', encryptionKey: Key.fromKeyArn(ELSEWHERE, `${nextId()}Key`, KEY) })
  )),
);

/** A service that is attached in a way. */
export function backingService({ isDynamic, handle }: Attached): Writer<BackingService> {
  const attach = call(Attachment, isDynamic ? 'dynamic' : 'variable', plain(fc.constant(handle)));
  return fc.oneof(
    call(BackingService, 'dynamoDbTable', struct<DynamoDbTableOptions>('DynamoDbTableOptions', {
      attach, partitionKey: key('Id'), sortKey: fc.constantFrom('At', 'x'.repeat(255), 'é').chain(key),
    }, 'attach', 'partitionKey')),
    call(BackingService, 'existingDynamoDbTable', struct<ExistingDynamoDbTableOptions>('ExistingDynamoDbTableOptions', {
      attach, table,
    }, 'attach', 'table')),
    call(BackingService, 'bucket', struct<BackingServiceOptions>('BackingServiceOptions', { attach }, 'attach')),
    call(BackingService, 'existingBucket', struct<ExistingBucketOptions>('ExistingBucketOptions', { attach, bucket }, 'attach', 'bucket')),
  );
}
