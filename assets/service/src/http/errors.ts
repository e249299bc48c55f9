import { HttpError, Middleware } from 'koa';
import { answerProblem } from './problem';
import { NoTableError } from '../greeting/attached-table';
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

const NO_TABLE = 'The table\'s name is the TableName of the dynamic configuration, or else the variable TABLE_NAME; this app has neither.';

/** Answers every failure with an honest status and a body that tells nothing of the inside. */
export function answerErrors(log: Logger): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const requestId = ctx.state.requestId;
      if (error instanceof BackingServiceError) {
        log.error('backing service failed', { requestId, service: error.service, error: error.cause });
        ctx.set('Retry-After', '5');
        answerProblem(ctx, { status: 503, title: 'A backing service is not available', detail: 'Please try again in a moment.' });
      } else if (error instanceof NoTableError) {
        // Not 503: nothing is about to come back, so that to try again is no use. Not 404: whether there is a greeting, nothing here can know.
        answerProblem(ctx, { status: 501, title: 'No table is attached', detail: NO_TABLE });
      } else if (error instanceof HttpError && error.expose) {
        answerProblem(ctx, { status: error.status, title: error.message });
      } else {
        log.error('request failed', { requestId, error });
        answerProblem(ctx, { status: 500, title: 'Something went wrong on our side' });
      }
    }
  };
}
