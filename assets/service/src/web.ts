import { createApp } from './app';
import { connectConfig } from './config/connect';
import { attachedTable, warnIfNoTable } from './greeting/attached-table';
import { createDynamoDb } from './greeting/dynamodb';
import { GreetingTable, tryTable } from './greeting/greeting-table';
import { NO_REQUEST_METRICS, requestMetrics } from './http/request-metrics';
import { closing, listen, portOf } from './http/server';
import { EnvironmentError } from './process/environment';
import { run } from './process/run';
import { Shutdown } from './process/shutdown';
import { WEB_VARIABLES } from './process/variables';

/** The web process: wires the parts, listens, and leaves when told to. */
run(WEB_VARIABLES, async (environment, log) => {
  const limits = { lameDuckSeconds: environment.LAME_DUCK_SECONDS, limitSeconds: environment.SHUTDOWN_SECONDS };
  if (limits.lameDuckSeconds >= limits.limitSeconds) throw new EnvironmentError(['LAME_DUCK_SECONDS must be less than SHUTDOWN_SECONDS']);
  const shutdown = new Shutdown(limits, log).handleSignals();
  const draining = () => shutdown.draining;

  const dynamoDb = createDynamoDb(environment.AWS_REGION);
  const config = await connectConfig(environment, log, async (successor, current) => tryTable(dynamoDb, successor, current));
  const table = () => attachedTable(config, environment);
  warnIfNoTable(table, log);
  const greetings = new GreetingTable(dynamoDb, table);

  const namespace = environment.METRICS_NAMESPACE;
  const metrics = namespace ? requestMetrics({ namespace }) : NO_REQUEST_METRICS;
  const app = createApp({ config, greetings, log, metrics, release: environment.RELEASE, draining });
  const server = await listen(app.callback(), environment.PORT, {
    keepAliveSeconds: environment.KEEP_ALIVE_SECONDS,
    maxConnections: environment.MAX_CONNECTIONS,
  });
  shutdown.protect(closing(server));
  config.startPolling();
  const { user, system } = process.cpuUsage();
  log.info('listening', { port: portOf(server), startedInMs: Math.round(performance.now()), cpuMs: Math.round((user + system) / 1000) });
});
