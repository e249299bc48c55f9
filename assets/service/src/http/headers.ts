import { Middleware } from 'koa';

/** What every answer says to a browser; a page may loosen the policy for its own parts. TLS, and with it HSTS, is the load balancer's. */
export const SECURE_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['Cache-Control', 'no-store'],
  ['Content-Security-Policy', 'default-src \'none\'; base-uri \'none\'; form-action \'none\'; frame-ancestors \'none\''],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
];

/** Also winds connections down from the first moment of a shutdown: one closed by us while a request is on its way is a failed request. */
export function setHeaders(draining: () => boolean): Middleware {
  return async (ctx, next) => {
    for (const [name, value] of SECURE_HEADERS) ctx.res.setHeader(name, value);
    await next();
    if (draining()) ctx.res.setHeader('Connection', 'close');
  };
}
