import * as fs from 'fs';
import { createServer, Server } from 'http';
import { AddressInfo, connect, createServer as createTcpServer } from 'net';
import * as os from 'os';
import * as path from 'path';
import { text } from 'stream/consumers';
import { ContainerApi } from '../../../tools/try/containers/api';
import { limitsOf, portsOf } from '../../../tools/try/containers/limits';
import { Relay } from '../../../tools/try/containers/relay';
import { NoContainerEngine, ContainerRuntime } from '../../../tools/try/containers/runtime';
import { saidToBeKept } from '../../../tools/try/deleter';
import { Builds } from '../../../tools/try/image';
import { exampleTemplates } from '../../support/example-assemblies';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'twelve-factor-containers-'));
const servers: { close(): void }[] = [];
afterAll(() => {
  servers.forEach((one) => one.close());
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('an engine for containers', () => {
  test.each([
    ['a DOCKER_HOST where nothing answers', { DOCKER_HOST: `unix://${folder}/nothing.sock` }, `no Docker daemon answers at ${folder}/nothing.sock`],
    ['a DOCKER_HOST elsewhere', { DOCKER_HOST: 'tcp://10.0.0.1:2375' }, 'no Docker daemon answers at DOCKER_HOST, which must be a unix:// socket'],
  ])('%s is no reason to fail: it is said', async (_, env, message) => {
    await asUser(async () => {
      await expect(ContainerRuntime.find(env)).rejects.toThrow(NoContainerEngine);
      await expect(ContainerRuntime.find(env)).rejects.toThrow(message);
    });
  });

  test('Docker Desktop is not used: its containers run in another machine', async () => {
    const socket = await engine('desktop.sock', { '/_ping': 'OK', '/info': { OperatingSystem: 'Docker Desktop' } });
    await expect(ContainerRuntime.find({ DOCKER_HOST: `unix://${socket}` })).rejects.toThrow('in another machine (Docker Desktop)');
  });

  test('is asked over its socket, and an answer that is none is an error', async () => {
    const api = new ContainerApi(await engine('api.sock', { '/networks/a': { Name: 'a' } }));
    expect(await api.must('GET', '/networks/a')).toEqual({ Name: 'a' });
    expect(await api.get('/networks/b')).toBeUndefined();
    await expect(api.must('POST', '/networks/b', {})).rejects.toThrow('answers POST /networks/b with 404');
  });
});

test('a relay passes on what it gets, also when its address is there later', async () => {
  const upstream = createTcpServer((socket) => socket.end('hello')).listen(0, '127.0.0.1');
  servers.push(upstream);
  await new Promise((resolve) => upstream.once('listening', resolve));
  const { port } = upstream.address() as AddressInfo;
  const taken = createTcpServer().listen(port, '127.0.0.9');
  await new Promise((resolve) => taken.once('listening', resolve));
  const relay = new Relay('127.0.0.9', port);
  servers.push(relay);
  await new Promise((resolve) => setTimeout(resolve, 120));
  await new Promise((resolve) => taken.close(resolve));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await text(connect(port, '127.0.0.9'))).toBe('hello');
});

describe('containers of the guestbook', () => {
  const stacks = Object.values(exampleTemplates('guestbook')).map((template) => ({ template }) as any);
  const [family] = Object.keys(portsOf(stacks)).filter((one) => /production/i.test(one) && /web/.test(one));

  test('are limited as the task definition says, where ministack drops it', () => {
    expect(limitsOf(stacks)[family]).toEqual({
      web: { user: '1000:1000', read_only: true, cap_drop: ['ALL'], tmpfs: { '/tmp': expect.stringContaining('size=64m') }, mem_limit: '512m' },
    });
  });

  test('publish the ports that the task definition names', () => {
    expect(portsOf(stacks)[family]).toEqual({ web: [8080] });
  });

  test('of a lax task definition are as lax', () => {
    const lax = { Family: 'f', Memory: '512', ContainerDefinitions: [{ Name: 'c' }] };
    const stack = { template: { Resources: { T: { Type: 'AWS::ECS::TaskDefinition', Properties: lax } } } } as any;
    expect(limitsOf([stack])).toEqual({ f: { c: { user: undefined, read_only: false, cap_drop: [], tmpfs: {}, mem_limit: '512m' } } });
    expect(portsOf([stack])).toEqual({ f: { c: [] } });
  });
});

test('a build is known by its digest alone', () => {
  const builds = Builds.imagined();
  expect(builds.of(`registry/guestbook@${builds.digest('B')}`)).toBe('B');
  expect(builds.of('registry/guestbook@sha256:0')).toBe('-');
});

test('what delete.mjs lists is read from its output, and nothing else of that', () => {
  const output = [
    'Guestbook-Production, environment, UPDATE_COMPLETE', '  deletes 80 resources', '  keeps bucket b1 (its DeletionPolicy is Retain)', '',
    'Kept, and how to remove it:',
    '  bucket b1', '    empty it, all versions too, then aws s3 rb s3://b1',
    '  image repository guestbook', '    aws ecr delete-repository --repository-name guestbook --force',
    '  the ledger /Guestbook/production: 5 entries. Deployed again, the environment starts the release that was current.',
    '    aws ssm delete-parameters --names a b',
    '  the images that it holds, in the image repository, by tags that begin with kept_Guestbook_production_', '',
    'To deploy again: npx cdk deploy --all --import-existing-resources',
  ].join('\n');
  expect(saidToBeKept(output)).toEqual({ resources: ['bucket b1', 'image repository guestbook'], ledgers: ['the ledger /Guestbook/production: 5 entries'] });
  expect(saidToBeKept('Nothing is kept.')).toEqual({ resources: [], ledgers: [] });
});

/** podman is for root. */
async function asUser(act: () => Promise<void>): Promise<void> {
  const getuid = jest.spyOn(process as { getuid: () => number }, 'getuid').mockReturnValue(1000);
  try {
    await act();
  } finally {
    getuid.mockRestore();
  }
}

/** Something that answers as a container engine does. */
async function engine(name: string, answers: { [path: string]: unknown }): Promise<string> {
  const socket = path.join(folder, name);
  const server: Server = createServer(({ url }, response) => {
    response.statusCode = answers[url!] === undefined ? 404 : 200;
    response.end(JSON.stringify(answers[url!] ?? { message: 'not there' }));
  }).listen(socket);
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return socket;
}
