import {
  BackupSummary, CreateBackupCommand, CreateBackupCommandOutput, DeleteBackupCommand, DeleteBackupCommandOutput,
  ListBackupsCommand, ListBackupsCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { Logger } from '../process/logger';

/** The part of the DynamoDB client that is used here. */
export interface BackupClient {
  send(command: CreateBackupCommand): Promise<CreateBackupCommandOutput>;
  send(command: ListBackupsCommand): Promise<ListBackupsCommandOutput>;
  send(command: DeleteBackupCommand): Promise<DeleteBackupCommandOutput>;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** One table's daily backups, told from anybody else's by their name: `<table>-<YYYY-MM-DD>`, in UTC. */
export class TableBackups {
  constructor(private readonly client: BackupClient, private readonly table: string, private readonly log: Logger) {}

  /** Creates the day's backup unless it exists. */
  async create(day: Date): Promise<void> {
    const name = this.nameFor(day);
    if ((await this.list()).some((backup) => backup.BackupName === name)) return this.log.info('nothing to do: the backup exists already', { name });
    await this.client.send(new CreateBackupCommand({ TableName: this.table, BackupName: name }));
    this.log.info('backup created', { name });
  }

  /** Deletes the daily backups from before the retention; backups with other names are somebody else's. */
  async prune(day: Date, retentionDays: number): Promise<void> {
    const oldestKept = this.nameFor(new Date(day.getTime() - retentionDays * DAY_MS));
    // Names that differ only in an ISO date sort by that date.
    for (const backup of (await this.list()).filter(({ BackupName }) => this.isOwn(BackupName) && BackupName < oldestKept)) {
      await this.client.send(new DeleteBackupCommand({ BackupArn: backup.BackupArn }));
      this.log.info('backup deleted', { name: backup.BackupName });
    }
  }

  private nameFor(day: Date): string {
    return `${this.table}-${day.toISOString().slice(0, 10)}`;
  }

  private isOwn(name: string | undefined): name is string {
    return name !== undefined && name.length === this.table.length + 11 && name.startsWith(`${this.table}-`) && /-\d{4}-\d{2}-\d{2}$/.test(name);
  }

  private async list(): Promise<BackupSummary[]> {
    const backups: BackupSummary[] = [];
    let from: string | undefined;
    do {
      const page: ListBackupsCommandOutput = await this.client.send(
        new ListBackupsCommand({ TableName: this.table, BackupType: 'USER', ExclusiveStartBackupArn: from }),
      );
      backups.push(...page.BackupSummaries ?? []);
      from = page.LastEvaluatedBackupArn;
    } while (from);
    return backups.filter(({ BackupStatus }) => BackupStatus !== 'DELETED');
  }
}
