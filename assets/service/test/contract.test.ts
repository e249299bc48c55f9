// eslint-disable-next-line import/no-extraneous-dependencies -- the root package's: the image's build has no use for it
import SwaggerParser from '@apidevtools/swagger-parser';
import { Answer, Contract } from './support/contract';
import { describeWithDynamoDb, DynamoDbLocal } from './support/dynamodb-local';
import { RunningApp } from './support/running-app';
import { OPENAPI_DOCUMENT } from '../src/http/openapi-document';
import { createRouter, RouteDependencies } from '../src/http/routes';

test('the document is valid OpenAPI, after the rules of the standard', async () => {
  await expect(SwaggerParser.validate(JSON.parse(JSON.stringify(OPENAPI_DOCUMENT)))).resolves.toMatchObject({ openapi: '3.1.0' });
});

test('the document has exactly the routes of the service', () => {
  const routes = createRouter({} as RouteDependencies).stack.flatMap(({ path, methods }) => methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${path}`));
  const described = Object.entries(OPENAPI_DOCUMENT.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
  expect(described).toEqual(routes);
});

describeWithDynamoDb('every answer', () => {
  let dynamoDb: DynamoDbLocal;
  let app: RunningApp;
  const contract = new Contract(JSON.parse(JSON.stringify(OPENAPI_DOCUMENT)));

  beforeAll(async () => {
    dynamoDb = await DynamoDbLocal.start();
    await dynamoDb.createTable('full', { Name: 'Ada' });
    await dynamoDb.createTable('empty');
    app = await RunningApp.start(dynamoDb.endpoint, { TableName: 'full' });
  }, 60_000);
  afterAll(async () => {
    await app?.stop();
    await dynamoDb?.stop();
  });

  test('of success keeps to the contract, in each type', async () => {
    for (const accept of ['*/*', 'text/html', 'application/json']) {
      for (const route of ['/', '/hello', '/ready', '/table-name', '/openapi.json', '/refresh-config']) {
        expect((await ask('GET', route, { headers: { accept } })).status).toBe(200);
      }
    }
    app.deploy('{"TableName":"full","Greeting":"Hi"}');
    expect((await ask('POST', '/refresh-config')).text).toBe('Config Refreshed\n');
  });

  test('of the document itself is the document, and may be kept by its tag', async () => {
    const { text, headers } = await ask('GET', '/openapi.json');
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(OPENAPI_DOCUMENT)));
    expect(headers.get('cache-control')).toBe('no-cache');
    const again = await app.requestWith('GET', '/openapi.json', { 'If-None-Match': headers.get('etag')! });
    contract.check('GET', '/openapi.json', again);
    expect(again).toMatchObject({ status: 304, text: '' });
  });

  test('of failure keeps to the contract', async () => {
    const empty = await RunningApp.start(dynamoDb.endpoint, { TableName: 'empty' });
    expect((await ask('GET', '/hello', {}, empty)).status).toBe(404);
    await empty.stop();

    const bare = await RunningApp.start(dynamoDb.endpoint, undefined);
    for (const route of ['/hello', '/table-name']) expect((await ask('GET', route, {}, bare)).status).toBe(501);
    for (const route of ['/', '/ready', '/openapi.json', '/refresh-config']) expect((await ask('GET', route, {}, bare)).status).toBe(200);
    await bare.stop();

    const alone = await RunningApp.start('http://127.0.0.1:1', { TableName: 'full' });
    expect((await ask('GET', '/hello', {}, alone)).status).toBe(503);
    alone.draining = true;
    for (const route of ['/', '/ready']) expect((await ask('GET', route, {}, alone)).status).toBe(503);
    await alone.stop();

    const patient = await RunningApp.start(dynamoDb.endpoint, { TableName: 'full' }, { pollIntervalSeconds: 15 });
    for (const method of ['GET', 'POST']) {
      for (const accept of ['*/*', 'application/json']) {
        expect((await ask(method, '/refresh-config', { headers: { accept } }, patient)).status).toBe(429);
      }
    }
    await patient.stop();

    app.deploy('garbage');
    for (const method of ['GET', 'POST']) expect((await ask(method, '/refresh-config')).status).toBe(503);
  }, 30_000);

  test('to a body that is too long, or does not tell its length, keeps to the contract', async () => {
    for (const [route, methods] of Object.entries(OPENAPI_DOCUMENT.paths)) {
      for (const method of Object.keys(methods)) {
        expect((await sendBody(method, route, { 'Content-Length': '2000' })).status).toBe(413);
        expect((await sendBody(method, route, { 'Transfer-Encoding': 'chunked' })).status).toBe(411);
      }
    }
  });

  test('to a fault of ours keeps to the contract, and tells nothing', async () => {
    const broken = await RunningApp.start(dynamoDb.endpoint, { TableName: 'full' });
    const fail = () => { throw new Error('confidential'); };
    jest.spyOn(broken.config, 'current', 'get').mockImplementation(fail);
    jest.spyOn(broken.config, 'state', 'get').mockImplementation(fail);
    jest.spyOn(broken.config, 'refresh').mockImplementation(fail);
    const answers = [];
    for (const route of ['/hello', '/ready', '/table-name', '/refresh-config']) answers.push(await ask('GET', route, {}, broken));
    answers.push(await ask('POST', '/refresh-config', {}, broken));
    await broken.stop();
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(500));
    expect(answers.map(({ text }) => text).join()).not.toContain('confidential');
  });

  test('that the contract has was seen', () => expect(contract.missing).toEqual([]));

  async function ask(method: string, route: string, init: RequestInit = {}, to = app): Promise<Answer> {
    const answer = await to.request(route, { method, ...init });
    contract.check(method, route, answer);
    return answer;
  }

  async function sendBody(method: string, route: string, headers: Record<string, string>): Promise<Answer> {
    const answer = await app.requestWith(method, route, headers, 'a');
    contract.check(method, route, answer);
    return answer;
  }
});
