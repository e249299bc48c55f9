import { randomUUID } from 'node:crypto';
import { Context, Middleware } from 'koa';
import { Logger } from '../process/logger';

/** One line for each request. The path goes without its query, which may hold anything. */
export function logRequests(log: Logger): Middleware {
  return async (ctx, next) => {
    const start = performance.now();
    const requestId = ctx.state.requestId = requestIdOf(ctx);
    ctx.set('X-Request-Id', requestId);
    await next();
    // Load balancers ask for `/` every few seconds: noise, unless something is wrong.
    const level = ctx.path === '/' && ctx.status === 200 ? 'debug' : 'info';
    log[level]('request', { requestId, method: ctx.method, path: ctx.path, status: ctx.status, ms: Math.round(performance.now() - start) });
  };
}

/** The load balancer's trace id if it gave one, to find the request in its logs too. */
function requestIdOf(ctx: Context): string {
  const traceId = ctx.get('X-Amzn-Trace-Id');
  return /^[\w=;:.-]{1,200}$/.test(traceId) ? traceId : randomUUID();
}
