import { Context, Middleware } from 'koa';
import { answerProblem } from './problem';

export type Handler = (ctx: Context) => void | Promise<void>;
export type Method = 'GET' | 'POST';

/** Each path with its methods. The paths have no parameters: finding one is one look into a map. */
export type Routes = Readonly<Record<string, Readonly<Partial<Record<Method, Handler>>>>>;

interface Resource {
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly allow: string;
}

/** A request carries nothing that is read here: a body that is no mere courtesy is refused, before anybody has to wait for its end. */
const MAX_BODY_BYTES = 1024;

export function route(routes: Routes): Middleware {
  const resources = new Map(Object.entries(routes).map(([path, handlers]) => [path, resourceOf(handlers)]));
  return (ctx) => {
    const resource = resources.get(ctx.path);
    if (!resource) return answerProblem(ctx, { status: 404, title: 'There is nothing here' });
    const handler = resource.handlers.get(ctx.method);
    if (handler) return bodyIsRefused(ctx) ? undefined : handler(ctx);
    ctx.set('Allow', resource.allow);
    if (ctx.method === 'OPTIONS') ctx.status = 204;
    else answerProblem(ctx, { status: 405, title: 'This method does not fit', detail: `Allowed are ${resource.allow}.` });
  };
}

function resourceOf(methods: Routes[string]): Resource {
  const handlers = new Map<string, Handler>(Object.entries(methods));
  const get = handlers.get('GET');
  if (get) handlers.set('HEAD', get); // the same answer; Koa leaves the body away
  return { handlers, allow: [...handlers.keys(), 'OPTIONS'].join(', ') };
}

/** Answers a request whose body is too long, or whose length it does not tell, and closes its connection: the rest is not waited for. */
function bodyIsRefused(ctx: Context): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = ctx.req.headers;
  if (encoding === undefined && (length === undefined || Number(length) <= MAX_BODY_BYTES)) return false;
  ctx.set('Connection', 'close');
  if (encoding === undefined) answerProblem(ctx, { status: 413, title: 'The body is too long', detail: `At most ${MAX_BODY_BYTES} bytes, which are not read.` });
  else answerProblem(ctx, { status: 411, title: 'The body does not tell its length' });
  return true;
}
