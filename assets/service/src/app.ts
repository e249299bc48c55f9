import Koa from 'koa';
import { answerErrors } from './http/errors';
import { closeWhenDraining, secureHeaders } from './http/headers';
import { logRequests } from './http/request-log';
import { createRouter, RouteDependencies } from './http/routes';
import { Logger } from './process/logger';

export interface AppDependencies extends RouteDependencies {
  readonly log: Logger;
}

/** The web app, apart from any listener: everything it uses is given to it. */
export function createApp(dependencies: AppDependencies): Koa {
  const { log, draining } = dependencies;
  const router = createRouter(dependencies);
  const app = new Koa();
  app.on('error', (error) => log.error('response failed', { error }));
  app.use(logRequests(log));
  app.use(closeWhenDraining(draining));
  app.use(secureHeaders());
  app.use(answerErrors(log));
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}
