import { CreateBackupCommand, DeleteBackupCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { listBackups } from './backup-list';
import { Logger } from '../process/logger';

const DAY_MS = 24 * 60 * 60 * 1000;

/** One table's daily backups, told from anybody else's by their name: `<table>-<YYYY-MM-DD>`, in UTC. */
export class TableBackups {
  constructor(private readonly client: DynamoDBClient, private readonly table: string, private readonly log: Logger) {}

  /** Creates the day's backup unless it exists. */
  async create(day: Date): Promise<void> {
    const name = this.nameFor(day);
    const backups = await listBackups(this.client, this.table);
    if (backups.some((backup) => backup.BackupName === name)) return this.log.info('nothing to do: the backup exists already', { name });
    await this.client.send(new CreateBackupCommand({ TableName: this.table, BackupName: name }));
    this.log.info('backup created', { name });
  }

  /** Deletes the daily backups from before the retention; backups with other names are somebody else's. */
  async prune(day: Date, retentionDays: number): Promise<void> {
    const oldestKept = this.nameFor(new Date(day.getTime() - retentionDays * DAY_MS));
    const backups = await listBackups(this.client, this.table);
    // Names that differ only in an ISO date sort by that date.
    for (const backup of backups.filter(({ BackupName }) => this.isOwn(BackupName) && BackupName < oldestKept)) {
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
}
