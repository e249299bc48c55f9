import { Router, RouterContext } from '@koa/router';
import { fromBackingService } from './errors';
import { DynamicConfig, RefreshOutcome } from '../config/dynamic-config';
import { greetingPage } from '../greeting/greeting-page';
import { GreetingTable } from '../greeting/greeting-table';

export interface RouteDependencies {
  readonly config: DynamicConfig;
  readonly greetings: GreetingTable;
  readonly release: string;
  readonly draining: () => boolean;
}

const REFRESH_ANSWERS: Record<RefreshOutcome, { status: number; body: string }> = {
  refreshed: { status: 200, body: 'Config Refreshed\n' },
  unchanged: { status: 200, body: 'Nothing to refresh\n' },
  failed: { status: 503, body: 'The refresh failed. The last good configuration stays in use.\n' },
};

export function createRouter({ config, greetings, release, draining }: RouteDependencies): Router {
  return new Router()
    .get('/', health)
    .get('/hello', hello)
    .get('/table-name', tableName)
    .get('/refresh-config', refreshConfig)
    .post('/refresh-config', refreshConfig);

  /** Whether this process can serve. It asks no backing service: their bad moment must not have every process killed. */
  function health(ctx: RouterContext) {
    ctx.status = draining() ? 503 : 200;
    ctx.body = draining() ? 'Shutting down\n' : 'OK\n';
  }

  async function hello(ctx: RouterContext) {
    const table = greetings.name;
    const greeting = await fromBackingService('DynamoDB', () => greetings.read());
    if (!greeting) {
      ctx.status = 404;
      ctx.body = `There is no greeting in the table ${table} yet. The admin task "seed" adds one: node dist/admin/seed.js\n`;
      return;
    }
    const page = greetingPage(greeting, { word: config.current.Greeting || 'Hello', table, release });
    ctx.set('Content-Security-Policy', page.contentSecurityPolicy);
    ctx.type = 'text/html';
    ctx.body = page.html;
  }

  function tableName(ctx: RouterContext) {
    ctx.body = `${greetings.name}\n`;
  }

  async function refreshConfig(ctx: RouterContext) {
    const wait = config.secondsToNextRefresh;
    if (wait > 0) ctx.set('Retry-After', String(wait));
    const { status, body } = REFRESH_ANSWERS[await config.refresh()];
    ctx.status = status;
    ctx.body = body;
  }
}
