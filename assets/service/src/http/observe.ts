import { randomUUID } from 'node:crypto';
import { IncomingHttpHeaders } from 'node:http';
import { Middleware } from 'koa';
import { RequestMetrics } from './request-metrics';
import { Logger } from '../process/logger';

/** Load balancers and orchestrators ask these every few seconds: noise, unless something is wrong. */
const PROBES = new Set(['/', '/ready']);
const LONGEST_PATH = 200;

/** An id for each request, one line in the log and one entry in the metrics. The path goes without its query, which may hold anything. */
export function observe(log: Logger, metrics: RequestMetrics): Middleware {
  return async (ctx, next) => {
    const start = performance.now();
    const { headers } = ctx.req;
    const requestId = ctx.state.requestId = wellFormed(headers['x-request-id']) ?? randomUUID();
    ctx.res.setHeader('X-Request-Id', requestId);
    await next();
    const { method, path, status } = ctx;
    const ms = performance.now() - start;
    metrics.record(status, ms);
    const level = status === 200 && PROBES.has(path) ? 'debug' : 'info';
    log[level]('request', { requestId, trace: traceOf(headers), method, path: path.slice(0, LONGEST_PATH), status, ms: Math.round(ms * 10) / 10 });
  };
}

/** The load balancer's trace, or the one of the standard, to find the request in the logs of others too. */
function traceOf(headers: IncomingHttpHeaders): string | undefined {
  return wellFormed(headers['x-amzn-trace-id']) ?? wellFormed(headers.traceparent);
}

/** What clients send goes into logs and answers only if it can be nothing but an id. */
function wellFormed(id: string | string[] | undefined): string | undefined {
  return typeof id === 'string' && /^[\w=;:.-]{1,200}$/.test(id) ? id : undefined;
}
