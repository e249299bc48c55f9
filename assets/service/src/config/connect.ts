import { AppConfigDataClient } from '@aws-sdk/client-appconfigdata';
import { AppConfigSession } from './appconfig-session';
import { DynamicConfig } from './dynamic-config';
import { Environment } from '../process/environment';
import { Logger } from '../process/logger';
import { COMMON_VARIABLES } from '../process/variables';

/** The dynamic configuration of the process, found with what its environment says. */
export async function connectConfig(environment: Environment<typeof COMMON_VARIABLES>, log: Logger): Promise<DynamicConfig> {
  const client = new AppConfigDataClient({
    region: environment.AWS_REGION,
    maxAttempts: 1, // a token is good for one call: the SDK must not repeat it
    requestHandler: { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true },
  });
  const session = new AppConfigSession(client, {
    application: environment.APPCONFIG_APPLICATION,
    environment: environment.APPCONFIG_ENVIRONMENT,
    profile: environment.APPCONFIG_PROFILE,
  });
  return DynamicConfig.connect(session, log);
}
