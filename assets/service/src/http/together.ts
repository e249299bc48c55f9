import { Middleware } from 'koa';

/**
 * Sends what one turn of the event loop has answered at its end, in one go. To a client on the same machine, such as a proxy in the same task, each
 * write alone is a wake-up and a switch of processes, and costs more than all that is done here for a small answer.
 */
export function answerTogether(): Middleware {
  let endOfTurn: Promise<void> | undefined;
  return async (_ctx, next) => {
    await next();
    endOfTurn ??= new Promise((resolve) => setImmediate(() => {
      endOfTurn = undefined;
      resolve();
    }));
    return endOfTurn;
  };
}
