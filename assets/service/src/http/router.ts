import { RouterContext } from '@koa/router';
import { Context, Middleware } from 'koa';
import { answerProblem } from './problem';

/** A request carries nothing that is read here: a body that is no mere courtesy is refused, before anybody has to wait for its end. */
const MAX_BODY_BYTES = 1024;

/** Answers a request whose body is too long, or whose length it does not tell, and closes its connection: the rest is not waited for. */
export const refuseBodies: Middleware = async (ctx, next) => {
  const { 'content-length': length, 'transfer-encoding': encoding } = ctx.req.headers;
  if (encoding === undefined && (length === undefined || Number(length) <= MAX_BODY_BYTES)) return next();
  ctx.set('Connection', 'close');
  if (encoding === undefined) answerProblem(ctx, { status: 413, title: 'The body is too long', detail: `At most ${MAX_BODY_BYTES} bytes, which are not read.` });
  else answerProblem(ctx, { status: 411, title: 'The body does not tell its length' });
};

/**
 * Comes after the router, for what it has no handler for. Its own `allowedMethods()` answers without a body, takes methods that it does not know for
 * not implemented anywhere, and leaves unknown paths to Koa.
 */
export function answerUnrouted(ctx: Context & Pick<RouterContext, 'matched'>): void {
  const methods = (ctx.matched ?? []).flatMap((layer) => layer.methods);
  if (methods.length === 0) return answerProblem(ctx, { status: 404, title: 'There is nothing here' });
  const allow = [...methods, 'OPTIONS'].join(', ');
  ctx.set('Allow', allow);
  if (ctx.method === 'OPTIONS') ctx.status = 204;
  else answerProblem(ctx, { status: 405, title: 'This method does not fit', detail: `Allowed are ${allow}.` });
}
