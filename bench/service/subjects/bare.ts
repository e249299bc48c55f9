import { createServer } from 'node:http';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

/**
 * The least that can answer: the same SDK call as the service's, and nothing around it. What Node and the SDK cost by themselves, so its client
 * is spared what the service's is: to put together for each call what a call passes through.
 */
const client = new DynamoDBClient({ cacheMiddleware: true });
const input = { TableName: process.env.TABLE_NAME, Key: { Application: { S: 'TwelveFactorApp' } } };

createServer((request, response) => {
  if (request.url === '/') return response.end('OK\n');
  return client.send(new GetItemCommand(input)).then(
    ({ Item }) => response.end(`Hello ${Item?.Name.S}, ${Item?.Language.S} on ${Item?.Platform.S}\n`),
    (error: Error) => { response.statusCode = 500; response.end(`${error.message}\n`); },
  );
}).listen(Number(process.env.PORT));
