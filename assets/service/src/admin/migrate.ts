import { connectConfig } from '../config/connect';
import { createDynamoDb } from '../greeting/dynamodb';
import { GreetingTable } from '../greeting/greeting-table';
import { run } from '../process/run';
import { COMMON_VARIABLES } from '../process/variables';

/** Admin task: brings the greeting to the newest form. Safe to run again, and by two at a time: what is of that form stays as it is. */
run(COMMON_VARIABLES, async (environment, log) => {
  const config = await connectConfig(environment, log);
  const greetings = new GreetingTable(createDynamoDb(environment.AWS_REGION), () => config.current.TableName);
  const migrated = await greetings.migrate();
  log.info(migrated ? 'greeting migrated' : 'nothing to do: there is no greeting of an older form', { table: greetings.name });
});
