import { Middleware } from 'koa';

/** What every answer says to a browser; a page may loosen the policy for its own parts. */
export function secureHeaders(): Middleware {
  return async (ctx, next) => {
    ctx.set({
      'Cache-Control': 'no-store',
      'Content-Security-Policy': 'default-src \'none\'; frame-ancestors \'none\'',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    });
    await next();
  };
}

/** Winds connections down from the first moment of a shutdown: one closed by us while a request is on its way is a failed request. */
export function closeWhenDraining(draining: () => boolean): Middleware {
  return async (ctx, next) => {
    await next();
    if (draining()) ctx.set('Connection', 'close');
  };
}
