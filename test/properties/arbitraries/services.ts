import { Attribute, AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import * as fc from 'fast-check';
import { DIGITS, LOWER, orLate, textOf, variableName, WORD } from './text';
import { Attachment, BackingService, BackingServiceOptions, DynamoDbTableOptions, ExistingBucketOptions, ExistingDynamoDbTableOptions } from '../../../src';
import { call, plain, struct, Writer, Written } from '../support/written';

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

const bucketName = fc.oneof(textOf(LOWER + DIGITS, 3, 63), fc.constantFrom('acme.uploads', 'a-b-c', '0-a', `${'b'.repeat(60)}-us`));

/** A service that is attached in a way. */
export function backingService({ isDynamic, handle }: Attached): Writer<BackingService> {
  const attach = call(Attachment, isDynamic ? 'dynamic' : 'variable', plain(fc.constant(handle)));
  return fc.oneof(
    call(BackingService, 'dynamoDbTable', struct<DynamoDbTableOptions>('DynamoDbTableOptions', {
      attach, partitionKey: key('Id'), sortKey: fc.constantFrom('At', 'x'.repeat(255), 'é').chain(key),
    }, 'attach', 'partitionKey')),
    call(BackingService, 'existingDynamoDbTable', struct<ExistingDynamoDbTableOptions>('ExistingDynamoDbTableOptions', {
      attach, tableName: orLate(textOf(`${WORD}.-`, 3, 255)),
    }, 'attach', 'tableName')),
    call(BackingService, 'bucket', struct<BackingServiceOptions>('BackingServiceOptions', { attach }, 'attach')),
    call(BackingService, 'existingBucket', struct<ExistingBucketOptions>('ExistingBucketOptions', { attach, bucketName: orLate(bucketName) }, 'attach', 'bucketName')),
  );
}
