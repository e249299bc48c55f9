import { createInterface } from 'node:readline';
import { connectConfig } from './config/connect';
import { attachedTable, warnIfNoTable } from './greeting/attached-table';
import { createDynamoDb } from './greeting/dynamodb';
import { GreetingTable, tryTable } from './greeting/greeting-table';
import { Consumer } from './jobs/consumer';
import { MemoryQueue } from './jobs/memory-queue';
import { NO_MESSAGE_METRICS, messageMetrics } from './jobs/message-metrics';
import { Queue } from './jobs/queue';
import { recolour } from './jobs/recolour';
import { createSqs, SqsQueue } from './jobs/sqs-queue';
import { Environment } from './process/environment';
import { Logger } from './process/logger';
import { run } from './process/run';
import { Shutdown } from './process/shutdown';
import { WORKER_VARIABLES } from './process/variables';

/** The worker process: takes messages from a queue, and when told to leave finishes the one that it has. */
run(WORKER_VARIABLES, async (environment, log) => {
  const shutdown = new Shutdown({ lameDuckSeconds: 0, limitSeconds: environment.SHUTDOWN_SECONDS }, log).handleSignals();
  const dynamoDb = createDynamoDb(environment.AWS_REGION);
  const config = await connectConfig(environment, log, async (successor, current) => tryTable(dynamoDb, successor, current));
  const table = () => attachedTable(config, environment);
  warnIfNoTable(table, log);
  const greetings = new GreetingTable(dynamoDb, table);
  const namespace = environment.METRICS_NAMESPACE;
  const metrics = namespace ? messageMetrics({ namespace }) : NO_MESSAGE_METRICS;
  const options = { visibilitySeconds: environment.VISIBILITY_SECONDS, metrics };
  const consumer = new Consumer(queueFor(environment, log), async (body) => recolour(body, greetings), log, options);
  shutdown.protect(consumer);
  config.startPolling();
  consumer.start();
  log.info('working');
});

function queueFor({ AWS_REGION, QUEUE_URL, VISIBILITY_SECONDS }: Environment<typeof WORKER_VARIABLES>, log: Logger): Queue {
  if (QUEUE_URL) return new SqsQueue(createSqs(AWS_REGION), QUEUE_URL, VISIBILITY_SECONDS);
  log.warn('there is no QUEUE_URL: working on what comes from stdin, one message a line');
  const queue = new MemoryQueue(VISIBILITY_SECONDS);
  createInterface(process.stdin).on('line', (line) => queue.send(line));
  return queue;
}
