import { connectConfig } from '../config/connect';
import { attachedTable } from '../greeting/attached-table';
import { createDynamoDb } from '../greeting/dynamodb';
import { FIRST_GREETING } from '../greeting/greeting';
import { GreetingTable } from '../greeting/greeting-table';
import { run } from '../process/run';
import { COMMON_VARIABLES } from '../process/variables';

/** Admin task: puts the first greeting into the table in use. Safe to run again: a greeting that is there stays as it is. */
run(COMMON_VARIABLES, async (environment, log) => {
  const config = await connectConfig(environment, log);
  const greetings = new GreetingTable(createDynamoDb(environment.AWS_REGION), () => attachedTable(config, environment));
  const added = await greetings.add(FIRST_GREETING);
  log.info(added ? 'greeting added' : 'nothing to do: there is a greeting already', { table: greetings.name });
});
