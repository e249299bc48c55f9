import { TableRestore } from './table-restore';
import { connectConfig } from '../config/connect';
import { attachedTable } from '../greeting/attached-table';
import { createDynamoDb } from '../greeting/dynamodb';
import { run } from '../process/run';
import { readOptions, UsageError } from '../process/usage';
import { RESTORE_VARIABLES } from '../process/variables';

const USAGE = 'node dist/admin/restore.js --to <new table> [--backup <name>]; without a name it is the latest backup of the table in use';

/** Admin task: makes a new table of a backup, and waits until it can be used. Safe to run again: a table that is there is not touched. */
run(RESTORE_VARIABLES, async (environment, log) => {
  const { to, backup } = readOptions(USAGE, ['to', 'backup'] as const);
  if (!to) throw new UsageError(`--to is missing; usage: ${USAGE}`);
  const config = await connectConfig(environment, log);
  const restore = new TableRestore(createDynamoDb(environment.AWS_REGION), attachedTable(config, environment), log);
  await restore.run({ to, backup, limitMs: environment.RESTORE_MINUTES * 60_000 });
});
