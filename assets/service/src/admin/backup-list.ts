import { BackupSummary, DynamoDBClient, ListBackupsCommand, ListBackupsCommandOutput } from '@aws-sdk/client-dynamodb';

/** The backups of a table that somebody asked for, whoever it was; those that AWS makes by itself are left out. */
export async function listBackups(client: DynamoDBClient, table: string): Promise<BackupSummary[]> {
  const backups: BackupSummary[] = [];
  let from: string | undefined;
  do {
    const page: ListBackupsCommandOutput = await client.send(
      new ListBackupsCommand({ TableName: table, BackupType: 'USER', ExclusiveStartBackupArn: from }),
    );
    backups.push(...page.BackupSummaries ?? []);
    from = page.LastEvaluatedBackupArn;
  } while (from);
  return backups.filter(({ BackupStatus }) => BackupStatus !== 'DELETED');
}
