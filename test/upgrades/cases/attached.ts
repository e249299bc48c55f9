import { Stack } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Attachment, BackingService } from '../../../src';

/** Services that the app does not own. */
export function existingTable(tableName: string, attach: Attachment): BackingService {
  return BackingService.existingDynamoDbTable({ table: Table.fromTableName(new Stack(), 'Table', tableName), attach });
}

export function existingBucket(bucketName: string, attach: Attachment): BackingService {
  return BackingService.existingBucket({ bucket: Bucket.fromBucketName(new Stack(), 'Bucket', bucketName), attach });
}
