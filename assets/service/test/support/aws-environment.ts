/** What redirects the SDK to local endpoints: its own standard variables, and no code of ours. */
export function awsEnvironment(endpoints: { appConfigData?: string; dynamoDb?: string }): Record<string, string> {
  return {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    ...(endpoints.appConfigData && { AWS_ENDPOINT_URL_APPCONFIGDATA: endpoints.appConfigData }),
    ...(endpoints.dynamoDb && { AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamoDb }),
  };
}

export const LOCATION = { application: 'guestbook', environment: 'test', profile: 'dynamic' };

export const SERVICE_VARIABLES = {
  PORT: '0',
  APPCONFIG_APPLICATION: LOCATION.application,
  APPCONFIG_ENVIRONMENT: LOCATION.environment,
  APPCONFIG_PROFILE: LOCATION.profile,
};
