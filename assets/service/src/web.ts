import { createApp } from './app';
import { connectConfig } from './config/connect';
import { createDynamoDb } from './greeting/dynamodb';
import { GreetingTable } from './greeting/greeting-table';
import { listen, portOf } from './http/server';
import { EnvironmentError } from './process/environment';
import { run } from './process/run';
import { Shutdown } from './process/shutdown';
import { WEB_VARIABLES } from './process/variables';

/** The web process: wires the parts, listens, and leaves when told to. */
run(WEB_VARIABLES, async (environment, log) => {
  const limits = { lameDuckSeconds: environment.LAME_DUCK_SECONDS, limitSeconds: environment.SHUTDOWN_SECONDS };
  if (limits.lameDuckSeconds >= limits.limitSeconds) throw new EnvironmentError(['LAME_DUCK_SECONDS must be less than SHUTDOWN_SECONDS']);
  const shutdown = new Shutdown(limits, log).handleSignals();
  const config = await connectConfig(environment, log);
  const greetings = new GreetingTable(createDynamoDb(environment.AWS_REGION), () => config.current.TableName);
  const app = createApp({ config, greetings, log, release: environment.RELEASE, draining: () => shutdown.draining });
  const server = await listen(app.callback(), { port: environment.PORT, keepAliveSeconds: environment.KEEP_ALIVE_SECONDS });
  shutdown.protect(server);
  config.startPolling();
  log.info('listening', { port: portOf(server) });
});
