import { AppConfigDataClient } from '@aws-sdk/client-appconfigdata';
import { AppConfigAgent } from './appconfig-agent';
import { AppConfigSession } from './appconfig-session';
import { ConfigSource, DocumentLocation } from './config-source';
import { CurrentConfig } from './current-config';
import { DynamicConfig, DynamicConfigOptions } from './dynamic-config';
import { StaticConfig } from './static-config';
import { Environment } from '../process/environment';
import { Logger } from '../process/logger';
import { COMMON_VARIABLES } from '../process/variables';

type ConfigEnvironment = Environment<typeof COMMON_VARIABLES>;

/** The configuration of the process, found with what its environment says: in AppConfig, if it names any. */
export async function connectConfig(environment: ConfigEnvironment, log: Logger, trial?: DynamicConfigOptions['trial']): Promise<CurrentConfig> {
  if (!environment.APPCONFIG_PROFILE) return new StaticConfig(environment.APPCONFIG_DEFAULT);
  return DynamicConfig.connect(sourceFor(environment), log, {
    paceSeconds: environment.APPCONFIG_POLL_SECONDS,
    attempts: 5,
    backoff: { firstMs: 1000, longestMs: 5 * 60 * 1000 },
    fallback: environment.APPCONFIG_DEFAULT,
    trial,
  });
}

function sourceFor(environment: ConfigEnvironment): ConfigSource {
  const location: DocumentLocation = {
    application: environment.APPCONFIG_APPLICATION,
    environment: environment.APPCONFIG_ENVIRONMENT,
    profile: environment.APPCONFIG_PROFILE,
  };
  if (environment.APPCONFIG_DELIVERY === 'agent') {
    return new AppConfigAgent(environment.APPCONFIG_AGENT_URL, location, environment.APPCONFIG_AGENT_TOKEN);
  }
  const client = new AppConfigDataClient({
    region: environment.AWS_REGION,
    maxAttempts: 1, // a token is good for one call: the SDK must not repeat it
    requestHandler: { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true },
  });
  return new AppConfigSession(client, location);
}
