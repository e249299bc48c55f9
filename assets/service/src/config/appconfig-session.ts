import {
  AppConfigDataClient, BadRequestException, GetLatestConfigurationCommand, StartConfigurationSessionCommand,
} from '@aws-sdk/client-appconfigdata';

/** The three ids that say where the document is. */
export interface DocumentLocation {
  readonly application: string;
  readonly environment: string;
  readonly profile: string;
}

/** A document as AppConfig delivers it. */
export interface Delivery {
  readonly content: string;
  readonly version?: string;
}

/** The shortest interval that AppConfig grants a session: a refresh has something to ask that soon after the last poll. */
const MINIMUM_POLL_SECONDS = 15;

/** A conversation with AppConfig Data. Each token is good for one call; whatever goes wrong, the next poll starts a new conversation. */
export class AppConfigSession {
  private token?: string;
  private interval = MINIMUM_POLL_SECONDS;
  private nextPollAt = 0;

  constructor(private readonly client: AppConfigDataClient, private readonly location: DocumentLocation) {}

  /** The interval that the service asked for in its last answer. */
  get intervalSeconds(): number {
    return this.interval;
  }

  /** How long the service would still refuse a poll. */
  get secondsToNextPoll(): number {
    return this.token ? Math.max(0, Math.ceil((this.nextPollAt - performance.now()) / 1000)) : 0;
  }

  /** Forgets the conversation: the next poll delivers the whole document again. */
  restart(): void {
    this.token = undefined;
  }

  /** The document, or undefined if it is the one delivered before or if it is too early to ask. */
  async poll(): Promise<Delivery | undefined> {
    if (this.secondsToNextPoll > 0) return undefined;
    const token = this.token;
    if (!token) return this.getLatest(await this.start());
    try {
      return await this.getLatest(token);
    } catch (error) {
      // The service's answer to a token that was used before or is older than 24 hours.
      if (error instanceof BadRequestException) return this.getLatest(await this.start());
      throw error;
    }
  }

  private async start(): Promise<string> {
    const { InitialConfigurationToken } = await this.client.send(new StartConfigurationSessionCommand({
      ApplicationIdentifier: this.location.application,
      EnvironmentIdentifier: this.location.environment,
      ConfigurationProfileIdentifier: this.location.profile,
      RequiredMinimumPollIntervalInSeconds: MINIMUM_POLL_SECONDS,
    }));
    if (!InitialConfigurationToken) throw new Error('AppConfig started a session without a token');
    return InitialConfigurationToken;
  }

  private async getLatest(token: string): Promise<Delivery | undefined> {
    this.token = undefined; // spent, even if no answer arrives
    const answer = await this.client.send(new GetLatestConfigurationCommand({ ConfigurationToken: token }));
    this.token = answer.NextPollConfigurationToken;
    this.interval = answer.NextPollIntervalInSeconds ?? MINIMUM_POLL_SECONDS;
    this.nextPollAt = performance.now() + this.interval * 1000;
    const content = answer.Configuration?.transformToString() ?? '';
    // Empty means unchanged, not an empty document.
    return content === '' ? undefined : { content, version: answer.VersionLabel };
  }
}
