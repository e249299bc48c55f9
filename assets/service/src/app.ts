import Koa from 'koa';
import { answerErrors } from './http/errors';
import { setHeaders } from './http/headers';
import { observe } from './http/observe';
import { answerUnrouted } from './http/router';
import { createRouter, RouteDependencies } from './http/routes';
import { Logger } from './process/logger';
import { NO_METRICS, RequestMetrics } from './process/metrics';

export interface AppDependencies extends RouteDependencies {
  readonly log: Logger;
  /** @default - requests are not counted */
  readonly metrics?: RequestMetrics;
}

/** The web app, apart from any listener: everything it uses is given to it. */
export function createApp(dependencies: AppDependencies): Koa {
  const { log, draining, metrics = NO_METRICS } = dependencies;
  const app = new Koa();
  app.on('error', (error) => log.error('response failed', { error }));
  app.use(observe(log, metrics));
  app.use(setHeaders(draining));
  app.use(answerErrors(log));
  app.use(createRouter(dependencies).routes());
  app.use(answerUnrouted);
  return app;
}
