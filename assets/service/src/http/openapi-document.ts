const text = (description: string, example: string) => ({ description, content: { 'text/plain': { schema: { type: 'string' }, example } } });
const problem = (description: string) => ({ $ref: '#/components/responses/Problem', description });
const schema = (name: string) => ({ schema: { $ref: `#/components/schemas/${name}` } });

const RETRY_AFTER = { 'Retry-After': { description: 'Seconds to wait before another try', schema: { type: 'integer', minimum: 1 } } };
const retryLater = (description: string) => ({ description, headers: RETRY_AFTER, content: { 'application/problem+json': schema('Problem') } });

const BODY_REFUSED = { 411: problem('A body that does not tell its length'), 413: problem('A body of more than 1024 bytes') };

const NO_TABLE = problem('No table is attached');

/** What holds for every operation that does more than say what it knows. */
const EVERYWHERE = { ...BODY_REFUSED, 500: problem('A fault of the service') };

const REFRESH_RESPONSES = {
  200: text('A newer configuration is in use now, or there is none', 'Config Refreshed'),
  429: {
    description: 'Too early: AppConfig allows no poll yet',
    headers: RETRY_AFTER,
    content: { 'text/plain': { schema: { type: 'string' }, example: 'Nothing to refresh' }, 'application/problem+json': schema('Problem') },
  },
  503: problem('AppConfig did not deliver, or what it delivered cannot be used; the last good configuration stays in use'),
  ...EVERYWHERE,
};

/** The contract of the service. A test asks for every status of every operation, and holds the answers against it. */
export const OPENAPI_DOCUMENT = {
  openapi: '3.1.0',
  info: {
    title: 'Guestbook greeting service',
    version: '1.0.0',
    description: 'Greets with an item of the table that the dynamic configuration names. Every answer carries X-Request-Id.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
  paths: {
    '/': {
      get: {
        operationId: 'health',
        summary: 'Whether the process is alive; asks no backing service',
        responses: {
          200: {
            description: 'Alive',
            content: { 'text/plain': { schema: { const: 'OK\n' } }, 'text/html': { schema: { type: 'string' } }, 'application/json': schema('Health') },
          },
          503: problem('Shutting down'),
          ...BODY_REFUSED,
        },
      },
    },
    '/ready': {
      get: {
        operationId: 'ready',
        summary: 'Whether new requests should come here',
        responses: { 200: { description: 'Ready', content: { 'application/json': schema('Readiness') } }, 503: problem('Shutting down'), ...EVERYWHERE },
      },
    },
    '/hello': {
      get: {
        operationId: 'hello',
        summary: 'The greeting',
        responses: {
          200: { description: 'The greeting', content: { 'text/html': { schema: { type: 'string' } }, 'application/json': schema('Greeting') } },
          404: problem('The table has no greeting yet'),
          501: NO_TABLE,
          503: retryLater('DynamoDB is not available'),
          ...EVERYWHERE,
        },
      },
    },
    '/table-name': {
      get: { operationId: 'tableName', summary: 'The table in use', responses: { 200: text('Its name', 'guestbook'), 501: NO_TABLE, ...EVERYWHERE } },
    },
    '/refresh-config': {
      get: { operationId: 'refreshConfigByGet', summary: 'The same as POST, for a browser\'s address line', responses: REFRESH_RESPONSES },
      post: { operationId: 'refreshConfig', summary: 'Looks for a newer configuration', responses: REFRESH_RESPONSES },
    },
    '/openapi.json': {
      get: {
        operationId: 'openapi',
        summary: 'This document',
        responses: {
          200: {
            description: 'This document',
            headers: { ETag: { description: 'For If-None-Match', schema: { type: 'string' } } },
            content: { 'application/json': { schema: { type: 'object' } } },
          },
          304: { description: 'Still the same' },
          ...BODY_REFUSED,
        },
      },
    },
  },
  components: {
    responses: {
      Problem: { description: 'What went wrong, after RFC 9457', content: { 'application/problem+json': schema('Problem') } },
    },
    schemas: {
      Health: { type: 'object', required: ['status'], properties: { status: { const: 'OK' } }, additionalProperties: false },
      Readiness: {
        type: 'object',
        required: ['ready', 'release', 'config'],
        properties: {
          ready: { const: true },
          release: { type: 'string' },
          config: {
            type: 'object',
            required: ['source'],
            properties: { source: { enum: ['appconfig', 'default', 'none'] }, version: { type: 'string' } },
            additionalProperties: false,
          },
        },
        additionalProperties: false,
      },
      Greeting: {
        type: 'object',
        required: ['word', 'name', 'language', 'platform', 'bgColor', 'table', 'release'],
        properties: Object.fromEntries(['word', 'name', 'language', 'platform', 'bgColor', 'table', 'release'].map((name) => [name, { type: 'string' }])),
        additionalProperties: false,
      },
      Problem: {
        type: 'object',
        required: ['title', 'status'],
        properties: {
          title: { type: 'string', minLength: 1 },
          status: { type: 'integer', minimum: 400, maximum: 599 },
          detail: { type: 'string' },
          requestId: { type: 'string' },
        },
        additionalProperties: false,
      },
    },
  },
};
