import Koa from 'koa';
import { answerErrors } from './http/errors';
import { setHeaders } from './http/headers';
import { observe } from './http/observe';
import { NO_REQUEST_METRICS, RequestMetrics } from './http/request-metrics';
import { answerUnrouted, refuseBodies } from './http/router';
import { createRouter, RouteDependencies } from './http/routes';
import { answerTogether } from './http/together';
import { Logger } from './process/logger';

export interface AppDependencies extends RouteDependencies {
  readonly log: Logger;
  /** @default - requests are not counted */
  readonly metrics?: RequestMetrics;
}

/** The web app, apart from any listener: everything it uses is given to it. */
export function createApp(dependencies: AppDependencies): Koa {
  const { log, draining, metrics = NO_REQUEST_METRICS } = dependencies;
  const app = new Koa();
  app.on('error', (error) => log.error('response failed', { error }));
  app.use(answerTogether());
  app.use(observe(log, metrics));
  app.use(setHeaders(draining));
  app.use(answerErrors(log));
  app.use(refuseBodies);
  app.use(createRouter(dependencies).routes());
  app.use(answerUnrouted);
  return app;
}
