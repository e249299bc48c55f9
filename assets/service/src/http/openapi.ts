import { createHash } from 'node:crypto';
import { Context } from 'koa';
import { OPENAPI_DOCUMENT } from './openapi-document';

let served: { body: string; etag: string } | undefined;

/** The one answer that may be kept: it is the same for the life of a release, and asking whether it changed costs no body. */
export function serveOpenApi(ctx: Context): void {
  served ??= prepare();
  ctx.set('Cache-Control', 'no-cache');
  ctx.set('ETag', served.etag);
  ctx.status = 200; // Koa compares the tag only of a success
  if (ctx.fresh) {
    ctx.status = 304;
    return;
  }
  ctx.type = 'json';
  ctx.body = served.body;
}

function prepare() {
  const body = `${JSON.stringify(OPENAPI_DOCUMENT, undefined, 1)}\n`;
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}
