import { ConfigSource, Delivery, DocumentLocation } from './config-source';

const TIMEOUT_MS = 5000;

/** AppConfig's agent in a container beside this one. It talks to AppConfig, keeps a copy, and may be asked as often as one likes. */
export class AppConfigAgent implements ConfigSource {
  readonly intervalSeconds = 0;
  readonly secondsToNextPoll = 0;
  private readonly url: string;

  /** The token is what the agent was given as ACCESS_TOKEN; without one it asks for none. */
  constructor(endpoint: string, { application, environment, profile }: DocumentLocation, private readonly token?: string) {
    const [a, e, p] = [application, environment, profile].map(encodeURIComponent);
    this.url = `${endpoint}/applications/${a}/environments/${e}/configurations/${p}`;
  }

  async poll(): Promise<Delivery> {
    const response = await fetch(this.url, { headers: this.token ? { Authorization: `Bearer ${this.token}` } : {}, signal: AbortSignal.timeout(TIMEOUT_MS) });
    // Only the status: a body may quote the document.
    if (!response.ok) throw new Error(`The AppConfig agent answers ${response.status}`);
    return { content: await response.text(), version: response.headers.get('Configuration-Version') ?? undefined };
  }

  /** There is nothing to forget: each answer is the whole document. */
  restart(): void {}
}
