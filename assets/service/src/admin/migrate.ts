import { connectConfig } from '../config/connect';
import { attachedTable } from '../greeting/attached-table';
import { createDynamoDb } from '../greeting/dynamodb';
import { GreetingTable } from '../greeting/greeting-table';
import { run } from '../process/run';
import { COMMON_VARIABLES } from '../process/variables';

/** Admin task: gives an older greeting the fields that it lacks. Safe to run again, and by two at a time: what is there stays as it is. */
run(COMMON_VARIABLES, async (environment, log) => {
  const config = await connectConfig(environment, log);
  const greetings = new GreetingTable(createDynamoDb(environment.AWS_REGION), () => attachedTable(config, environment));
  const migrated = await greetings.migrate();
  log.info(migrated ? 'greeting migrated' : 'nothing to do: no greeting lacks a field', { table: greetings.name });
});
