import { Router } from '@koa/router';
import { Context } from 'koa';
import { fromBackingService } from './errors';
import { negotiate } from './negotiation';
import { serveOpenApi } from './openapi';
import { answerProblem } from './problem';
import { CurrentConfig, RefreshOutcome } from '../config/current-config';
import { greetingPage } from '../greeting/greeting-page';
import { GreetingTable } from '../greeting/greeting-table';

export interface RouteDependencies {
  readonly config: CurrentConfig;
  readonly greetings: GreetingTable;
  readonly release: string;
  readonly draining: () => boolean;
}

const HEALTH_PAGE = '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Guestbook</title><p>OK. <a href="/hello">Hello</a></p></html>\n';

const REFRESH_ANSWERS: Record<RefreshOutcome, { status: number; text: string }> = {
  refreshed: { status: 200, text: 'Config Refreshed' },
  unchanged: { status: 200, text: 'Nothing to refresh' },
  early: { status: 429, text: 'Nothing to refresh' },
  refused: { status: 503, text: 'The new configuration cannot be used. The last good one stays in use.' },
  failed: { status: 503, text: 'The refresh failed. The last good configuration stays in use.' },
};

/** The paths are exact, as the contract has them: neither another case nor a slash at the end is the same. */
export function createRouter({ config, greetings, release, draining }: RouteDependencies): Router {
  return new Router({ sensitive: true, strict: true })
    .get('/', health)
    .get('/ready', ready)
    .get('/hello', hello)
    .get('/table-name', tableName)
    .get('/refresh-config', refreshConfig)
    .post('/refresh-config', refreshConfig)
    .get('/openapi.json', serveOpenApi);

  /** Liveness, and what the load balancer asks. It calls no backing service: their bad moment must not have every process killed. */
  function health(ctx: Context) {
    if (draining()) return shuttingDown(ctx);
    const type = negotiate(ctx, 'text', 'html', 'json');
    ctx.type = type;
    ctx.body = type === 'json' ? '{"status":"OK"}\n' : type === 'html' ? HEALTH_PAGE : 'OK\n';
  }

  /** Readiness: whether new requests should come here, and what with. */
  function ready(ctx: Context) {
    if (draining()) return shuttingDown(ctx);
    ctx.body = { ready: true, release, config: config.state };
  }

  function shuttingDown(ctx: Context) {
    answerProblem(ctx, { status: 503, title: 'Shutting down' });
  }

  async function hello(ctx: Context) {
    const type = negotiate(ctx, 'html', 'json');
    const table = greetings.name;
    const word = config.current.Greeting || 'Hello';
    const greeting = await fromBackingService('DynamoDB', () => greetings.read());
    if (!greeting) {
      const detail = `The table is ${table}. The admin task "seed" adds a greeting: node dist/admin/seed.js`;
      return answerProblem(ctx, { status: 404, title: 'There is no greeting yet', detail });
    }
    if (type === 'json') {
      ctx.body = { word, ...greeting, table, release };
      return;
    }
    const page = greetingPage(greeting, { word, table, release });
    ctx.res.setHeader('Content-Security-Policy', page.contentSecurityPolicy);
    ctx.type = 'html';
    ctx.body = page.html;
  }

  function tableName(ctx: Context) {
    ctx.body = `${greetings.name}\n`;
  }

  /** However often it is asked, AppConfig is polled no sooner than it allows: the rest gets 429, with the words of "unchanged". */
  async function refreshConfig(ctx: Context) {
    const outcome = await config.refresh();
    const { status, text } = REFRESH_ANSWERS[outcome];
    const wait = config.secondsToNextRefresh;
    if (wait > 0) ctx.set('Retry-After', String(wait));
    if (status === 503 || (status === 429 && negotiate(ctx, 'text', 'json') === 'json')) {
      return answerProblem(ctx, { status, title: text });
    }
    ctx.status = status;
    ctx.body = `${text}\n`;
  }
}
