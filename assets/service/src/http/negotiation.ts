import { Context } from 'koa';

/** The type that the client likes best. The first is for clients that do not say, among them load balancers: for them nothing is parsed. */
export function negotiate<T extends 'text' | 'html' | 'json'>(ctx: Context, ...types: [T, ...T[]]): T {
  ctx.res.setHeader('Vary', 'Accept');
  const { accept } = ctx.req.headers;
  if (accept === undefined || accept === '*/*') return types[0];
  // Who accepts none of them gets the first: an answer in another type helps more than 406.
  return (ctx.accepts(...types) || types[0]) as T;
}
