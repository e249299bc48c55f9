import { HttpError, Middleware } from 'koa';
import { Logger } from '../process/logger';

/** An attached resource did not do its part. The cause is for the log, not for the client. */
export class BackingServiceError extends Error {
  override readonly name = 'BackingServiceError';

  constructor(readonly service: string, override readonly cause: unknown) {
    super(`${service} failed`);
  }
}

/** Runs a call to a backing service, so that its failure is told from a fault of our own. */
export async function fromBackingService<T>(service: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new BackingServiceError(service, error);
  }
}

/** Answers every failure with an honest status and a body that tells nothing of the inside. */
export function answerErrors(log: Logger): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body == null) answer(404, 'There is nothing here.\n');
    } catch (error) {
      const requestId = ctx.state.requestId;
      if (error instanceof BackingServiceError) {
        log.error('backing service failed', { requestId, service: error.service, error: error.cause });
        ctx.set('Retry-After', '5');
        answer(503, 'A backing service is not available. Please try again in a moment.\n');
      } else if (error instanceof HttpError && error.expose) {
        answer(error.status, `${error.message}\n`);
      } else {
        log.error('request failed', { requestId, error });
        answer(500, 'Something went wrong on our side.\n');
      }
    }

    function answer(status: number, text: string) {
      ctx.status = status;
      ctx.type = 'text/plain';
      ctx.body = text;
    }
  };
}
