import { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppConfigDataServer } from '../../../../examples/demo/appconfig-data-server';

/** What may go wrong with a call, besides what a deployment holds and tokens that expire. */
export type Fault = 'throttled' | 'denied' | 'down' | 'reset' | 'slow' | 'garbage';

const REFUSALS: Partial<Record<Fault, [status: number, type: string]>> = {
  throttled: [429, 'ThrottlingException'],
  denied: [403, 'AccessDeniedException'],
  down: [500, 'InternalServerException'],
};

/** AppConfig Data with faults that can be switched on, and a look at how it is called. */
export class FaultyAppConfig extends AppConfigDataServer {
  fault?: Fault;
  slownessMs = 50;
  calls = 0;
  mostAtOnce = 0;
  readonly reusedTokens: string[] = [];
  private atOnce = 0;
  private readonly tokens = new Set<string>();

  protected override async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.calls++;
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
    response.once('close', () => this.atOnce--);
    this.noteToken(request);
    const { fault } = this;
    const refusal = fault && REFUSALS[fault];
    if (refusal) {
      response.writeHead(refusal[0], { 'Content-Type': 'application/json', 'x-amzn-errortype': refusal[1] }).end('{"Message":"no"}');
    } else if (fault === 'reset') {
      request.socket.destroy();
    } else if (fault === 'garbage') {
      response.writeHead(201, { 'Content-Type': 'application/json' }).end('<html>not what you think');
    } else {
      if (fault === 'slow') await sleep(this.slownessMs);
      await super.handle(request, response);
    }
  }

  private noteToken(request: IncomingMessage): void {
    const token = new URL(request.url ?? '/', 'http://localhost').searchParams.get('configuration_token');
    if (!token) return;
    if (this.tokens.has(token)) this.reusedTokens.push(token);
    this.tokens.add(token);
  }
}
