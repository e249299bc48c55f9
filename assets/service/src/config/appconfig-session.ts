import {
  AppConfigDataClient, BadRequestException, GetLatestConfigurationCommand, StartConfigurationSessionCommand,
} from '@aws-sdk/client-appconfigdata';
import { ConfigSource, Delivery, DocumentLocation } from './config-source';

/** The shortest interval that AppConfig grants a session: a refresh has something to ask that soon after the last poll. */
const MINIMUM_POLL_SECONDS = 15;

/** Tokens are good for 24 hours. An hour less leaves room for a clock that slept. */
const TOKEN_LIFETIME_MS = 23 * 60 * 60 * 1000;

/** A conversation with AppConfig Data. Each token is good for one call; whatever goes wrong, the next poll starts a new conversation. */
export class AppConfigSession implements ConfigSource {
  private token?: string;
  private tokenExpiresAt = 0;
  private interval = MINIMUM_POLL_SECONDS;
  private nextPollAt = 0;

  constructor(
    private readonly client: AppConfigDataClient, private readonly location: DocumentLocation, private readonly now = () => performance.now(),
  ) {}

  get intervalSeconds(): number {
    return this.interval;
  }

  get secondsToNextPoll(): number {
    return this.token ? Math.max(0, Math.ceil((this.nextPollAt - this.now()) / 1000)) : 0;
  }

  restart(): void {
    this.token = undefined;
  }

  async poll(): Promise<Delivery | undefined> {
    const token = this.takeToken();
    if (!token) return this.getLatest(await this.start());
    try {
      return await this.getLatest(token);
    } catch (error) {
      // The service's answer to a token that was used before, or that it has forgotten.
      if (error instanceof BadRequestException) return this.getLatest(await this.start());
      throw error;
    }
  }

  /** The token is spent with this, even if no answer arrives. */
  private takeToken(): string | undefined {
    const token = this.now() < this.tokenExpiresAt ? this.token : undefined;
    this.token = undefined;
    return token;
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
    const answer = await this.client.send(new GetLatestConfigurationCommand({ ConfigurationToken: token }));
    if (!answer.NextPollConfigurationToken) throw new Error('AppConfig answered without a token for the next poll'); // so it was somebody else
    const now = this.now();
    this.token = answer.NextPollConfigurationToken;
    this.tokenExpiresAt = now + TOKEN_LIFETIME_MS;
    this.interval = answer.NextPollIntervalInSeconds ?? MINIMUM_POLL_SECONDS;
    this.nextPollAt = now + this.interval * 1000;
    const content = answer.Configuration?.transformToString() ?? '';
    // Empty means unchanged, not an empty document.
    return content === '' ? undefined : { content, version: answer.VersionLabel };
  }
}
