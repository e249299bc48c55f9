import { Environment, EnvironmentError, readEnvironment, Variables } from './environment';
import { createLogger, Logger, LogLevel } from './logger';
import { UsageError } from './usage';

type Main<V extends Variables> = (environment: Environment<V>, log: Logger) => Promise<void>;

const FAILED = 1;
const WRONG_USAGE = 2;

/**
 * Runs a process of the image: reads its environment, and turns any failure into one log line and an exit code.
 * 0: done, or nothing to do. 1: failed; again may help. 2: wrong environment or arguments; again does not help.
 */
export function run<V extends Variables>(variables: V, main: Main<V>): void {
  let log = createLogger();
  process.on('uncaughtException', fail);
  start().catch(fail);

  async function start() {
    const environment = readEnvironment(variables);
    log = createLogger({ level: environment.LOG_LEVEL as LogLevel, release: environment.RELEASE as string });
    await main(environment, log);
  }

  function fail(error: unknown) {
    if (error instanceof EnvironmentError) log.error('the environment is not complete', { problems: error.problems });
    else if (error instanceof UsageError) log.error('wrong arguments', { problem: error.message });
    else log.error('process failed', { error });
    process.exit(error instanceof EnvironmentError || error instanceof UsageError ? WRONG_USAGE : FAILED);
  }
}
