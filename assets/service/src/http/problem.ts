import { Context } from 'koa';

/** An error as a client may know it, after RFC 9457. There are no types beyond the status: `about:blank` is left away, as the RFC allows. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
}

export const PROBLEM_TYPE = 'application/problem+json';

export function answerProblem(ctx: Context, problem: Problem): void {
  ctx.status = problem.status;
  ctx.set('Content-Type', PROBLEM_TYPE);
  ctx.body = problemBody(problem, ctx.state.requestId);
}

/** The request id leads to the log, where the rest is. */
export function problemBody({ status, title, detail }: Problem, requestId?: string): string {
  return `${JSON.stringify({ title, status, detail, requestId })}\n`;
}
