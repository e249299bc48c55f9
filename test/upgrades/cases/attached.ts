import { Attachment, BackingService } from '../../../src';

/** Services that the app does not own. */
export function existingTable(tableName: string, attach: Attachment): BackingService {
  return BackingService.existingDynamoDbTable({ tableName, attach });
}

export function existingBucket(bucketName: string, attach: Attachment): BackingService {
  return BackingService.existingBucket({ bucketName, attach });
}
