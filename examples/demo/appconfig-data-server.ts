import { randomUUID } from 'node:crypto';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

export interface AppConfigDataServerOptions {
  /** How long a session must wait between two polls. @default - what the session asked for, or 60 seconds */
  readonly pollIntervalSeconds?: number;
}

interface Deployment {
  readonly content: string;
  readonly version: number;
}

interface Session {
  readonly profile: string;
  readonly intervalSeconds: number;
  readonly deliveredVersion: number;
  readonly nextPollAt: number;
}

/** What the service answers a request it refuses. */
class Refusal extends Error {
  constructor(readonly status: number, readonly type: string, message: string) {
    super(message);
  }
}

/**
 * AppConfig's data plane on a loopback port, after the service's REST model: sessions, tokens that are good for one call, an empty body
 * for what the session has already, and no poll before the interval has passed. Point AWS_ENDPOINT_URL_APPCONFIGDATA at it.
 */
export class AppConfigDataServer {
  /** How many polls were answered with a configuration or with "unchanged". */
  pollCount = 0;

  private readonly server = createServer((request, response) => void this.handle(request, response));
  private readonly deployments = new Map<string, Deployment>();
  private readonly sessions = new Map<string, Session>();

  constructor(private readonly options: AppConfigDataServerOptions = {}) {}

  /** Starts listening and returns the endpoint's URL. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => this.server.once('error', reject).listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Makes the content the deployed configuration of a profile, for all sessions at their next poll. */
  deploy(application: string, environment: string, profile: string, content: string): void {
    const key = profileKey(application, environment, profile);
    this.deployments.set(key, { content, version: (this.deployments.get(key)?.version ?? 0) + 1 });
  }

  /** Invalidates every token handed out, as 24 hours without a poll do. */
  expireTokens(): void {
    this.sessions.clear();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  protected async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const route = `${request.method} ${url.pathname}`;
      if (route === 'POST /configurationsessions') return this.startSession(JSON.parse(await bodyOf(request)), response);
      if (route === 'GET /configuration') return this.getLatest(url.searchParams.get('configuration_token') ?? '', response);
      throw new Refusal(404, 'UnknownOperationException', `No operation at ${route}`);
    } catch (error) {
      const { status, type, message } = error instanceof Refusal ? error : new Refusal(500, 'InternalServerException', String(error));
      response.writeHead(status, { 'Content-Type': 'application/json', 'x-amzn-errortype': type }).end(JSON.stringify({ Message: message }));
    }
  }

  private startSession(input: Record<string, unknown>, response: ServerResponse): void {
    const profile = profileKey(input.ApplicationIdentifier, input.EnvironmentIdentifier, input.ConfigurationProfileIdentifier);
    if (!this.deployments.has(profile)) throw new Refusal(404, 'ResourceNotFoundException', 'No configuration is deployed there');
    const asked = Number(input.RequiredMinimumPollIntervalInSeconds ?? 60);
    if (!(asked >= 15 && asked <= 86400)) throw new Refusal(400, 'BadRequestException', 'RequiredMinimumPollIntervalInSeconds must be from 15 to 86400');
    const intervalSeconds = this.options.pollIntervalSeconds ?? asked;
    const token = this.issueToken({ profile, intervalSeconds, deliveredVersion: 0, nextPollAt: 0 });
    response.writeHead(201, { 'Content-Type': 'application/json' }).end(JSON.stringify({ InitialConfigurationToken: token }));
  }

  private getLatest(token: string, response: ServerResponse): void {
    const session = this.sessions.get(token);
    const deployment = session && this.deployments.get(session.profile);
    if (!session || !deployment) throw new Refusal(400, 'BadRequestException', 'The token is unknown, expired, or was used before');
    if (performance.now() < session.nextPollAt) throw new Refusal(400, 'BadRequestException', 'Request too early');
    this.sessions.delete(token);
    this.pollCount++;
    const nextToken = this.issueToken({
      ...session,
      deliveredVersion: deployment.version,
      nextPollAt: performance.now() + session.intervalSeconds * 1000,
    });
    const unchanged = session.deliveredVersion === deployment.version;
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Next-Poll-Configuration-Token': nextToken,
      'Next-Poll-Interval-In-Seconds': String(session.intervalSeconds),
      ...(unchanged ? {} : { 'Version-Label': String(deployment.version) }),
    }).end(unchanged ? '' : deployment.content);
  }

  private issueToken(session: Session): string {
    const token = randomUUID();
    this.sessions.set(token, session);
    return token;
  }
}

function profileKey(...ids: unknown[]): string {
  return ids.map(String).join('/');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
