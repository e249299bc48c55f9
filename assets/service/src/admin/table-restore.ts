import { setTimeout as sleep } from 'node:timers/promises';
import { BackupSummary, DescribeTableCommand, DynamoDBClient, ResourceNotFoundException, RestoreTableFromBackupCommand } from '@aws-sdk/client-dynamodb';
import { listBackups } from './backup-list';
import { Logger } from '../process/logger';

export interface RestoreOrder {
  /** The table to make. */
  readonly to: string;
  /** The backup's name. @default - the latest one of the table */
  readonly backup?: string;
  /** How long to wait for the table. */
  readonly limitMs: number;
}

const PAUSE_MS = 5000;

/** A new table of a backup of another one. AWS restores neither tags nor alarms nor point-in-time recovery: whoever keeps the table sets them. */
export class TableRestore {
  constructor(private readonly client: DynamoDBClient, private readonly table: string, private readonly log: Logger) {}

  async run({ to, backup, limitMs }: RestoreOrder): Promise<void> {
    const status = await this.statusOf(to);
    if (status === 'ACTIVE') return this.log.info('nothing to do: the table exists already', { table: to });
    if (status === undefined) await this.begin(to, await this.find(backup));
    await this.untilActive(to, limitMs);
    this.log.info('table restored', { table: to });
  }

  private async begin(to: string, { BackupArn, BackupName }: BackupSummary): Promise<void> {
    await this.client.send(new RestoreTableFromBackupCommand({ TargetTableName: to, BackupArn }));
    this.log.info('restore begun', { table: to, backup: BackupName });
  }

  private async find(name: string | undefined): Promise<BackupSummary> {
    const available = (await listBackups(this.client, this.table)).filter(({ BackupStatus }) => BackupStatus === 'AVAILABLE');
    const fitting = available.filter(({ BackupName }) => name === undefined || BackupName === name).sort(byAge);
    const found = fitting.at(-1);
    if (!found) throw new Error(`The table ${this.table} has no available backup${name === undefined ? '' : ' of that name'}`);
    return found;
  }

  private async untilActive(table: string, limitMs: number): Promise<void> {
    const end = performance.now() + limitMs;
    while (await this.statusOf(table) !== 'ACTIVE') {
      if (performance.now() > end) throw new Error(`The table ${table} is still being restored: run this again to wait for it`);
      await sleep(PAUSE_MS);
    }
  }

  private async statusOf(table: string): Promise<string | undefined> {
    try {
      return (await this.client.send(new DescribeTableCommand({ TableName: table }))).Table?.TableStatus;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }
}

function byAge(one: BackupSummary, other: BackupSummary): number {
  return (one.BackupCreationDateTime?.getTime() ?? 0) - (other.BackupCreationDateTime?.getTime() ?? 0);
}
