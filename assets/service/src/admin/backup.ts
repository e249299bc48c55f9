import { TableBackups } from './table-backups';
import { connectConfig } from '../config/connect';
import { attachedTable } from '../greeting/attached-table';
import { createDynamoDb } from '../greeting/dynamodb';
import { run } from '../process/run';
import { BACKUP_VARIABLES } from '../process/variables';

/** Admin task: backs up the table in use once a day, and deletes the backups of its own that are too old. Safe to run again. */
run(BACKUP_VARIABLES, async (environment, log) => {
  const config = await connectConfig(environment, log);
  const backups = new TableBackups(createDynamoDb(environment.AWS_REGION), attachedTable(config, environment), log);
  const now = new Date();
  await backups.create(now);
  await backups.prune(now, environment.BACKUP_RETENTION_DAYS);
});
