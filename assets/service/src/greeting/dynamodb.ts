import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A client that gives up soon: a slow datastore must cost a request, not the process. */
export function createDynamoDb(region: string): DynamoDBClient {
  return new DynamoDBClient({
    region,
    maxAttempts: 3,
    cacheMiddleware: true, // nobody changes what a call passes through: put together once, and not for each call
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
  });
}
