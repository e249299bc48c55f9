import { AppConfigDataServer } from './appconfig-data-server';
import { Cleanup } from './cleanup';
import { Configuration } from './configuration';
import { CREDENTIALS, Datastore } from './datastore';
import { REGION } from './local-values';
import { Production } from './production';

/** What the app is attached to, as production's template describes it. */
export interface Backends {
  readonly datastore: Datastore;
  readonly configuration: Configuration;
  /** What stands between the task definition's environment and the process: Fargate's part, and the way to the local endpoints. */
  readonly environment: Record<string, string>;
}

export async function startBackends(production: Production, cleanup: Cleanup): Promise<Backends> {
  const appConfig = new AppConfigDataServer({ pollIntervalSeconds: 1 }); // AWS would have a refresh wait for up to 15 seconds
  const appConfigUrl = await appConfig.listen();
  await cleanup.defer(() => appConfig.close());
  const configuration = new Configuration(appConfig, production.configuration);
  configuration.deploy(production.configuration.content);

  const datastore = await Datastore.start(cleanup);
  for (const table of production.tables) await datastore.createTable(table);

  return { datastore, configuration, environment: { ...injectedByFargate(), ...endpoints(appConfigUrl, datastore.endpoint) } };
}

function injectedByFargate(): Record<string, string> {
  return { AWS_REGION: REGION, AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId, AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey };
}

function endpoints(appConfigData: string, dynamoDb: string): Record<string, string> {
  return { AWS_ENDPOINT_URL_APPCONFIGDATA: appConfigData, AWS_ENDPOINT_URL_DYNAMODB: dynamoDb };
}
