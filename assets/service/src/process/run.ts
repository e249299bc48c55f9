import { Environment, EnvironmentError, readEnvironment, Variables } from './environment';
import { createLogger, Logger, LogLevel } from './logger';

type Main<V extends Variables> = (environment: Environment<V>, log: Logger) => Promise<void>;

/** Runs a process of the image: reads its environment, and turns any failure into one log line and exit code 1. */
export function run<V extends Variables>(variables: V, main: Main<V>): void {
  let log = createLogger();
  const fail = (error: unknown) => {
    if (error instanceof EnvironmentError) log.error('the environment is not complete', { problems: error.problems });
    else log.error('process failed', { error });
    process.exit(1);
  };
  process.on('uncaughtException', fail);
  start().catch(fail);

  async function start() {
    const environment = readEnvironment(variables);
    log = createLogger({ level: environment.LOG_LEVEL as LogLevel, release: environment.RELEASE as string });
    await main(environment, log);
  }
}
