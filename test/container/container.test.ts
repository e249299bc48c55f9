import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { findEngine, NoEngine } from './find-engine';
import { assertStrict, Limits, limitsOf } from './limits';
import { baseOf } from './rehearsal';
import { runtimeConfig } from './runtime-bundle';
import { javaVersion } from '../../examples/demo/java';

const ROOT = path.join(__dirname, '..', '..');
const DOCKERFILE = readFileSync(path.join(ROOT, 'assets', 'service', 'Dockerfile'), 'utf8');
const LIMIT = 15 * 60_000;

const TASK = {
  Type: 'AWS::ECS::TaskDefinition',
  Properties: {
    Cpu: '256',
    Memory: '512',
    ContainerDefinitions: [{
      Name: 'web',
      User: '1000:1001',
      ReadonlyRootFilesystem: true,
      LinuxParameters: { Capabilities: { Drop: ['ALL'] }, Tmpfs: [{ ContainerPath: '/tmp', Size: 64, MountOptions: ['noexec', 'nosuid'] }] },
    }],
  },
};
const limits = limitsOf({ Resources: { Other: { Type: 'AWS::S3::Bucket' }, Task: TASK } }, 'web');

test('limits are those of the task definition', () => {
  expect(limits).toEqual({
    user: { uid: 1000, gid: 1001 },
    readOnlyRoot: true,
    droppedCapabilities: ['ALL'],
    tmpfs: [{ path: '/tmp', megabytes: 64, options: ['noexec', 'nosuid'] }],
    memoryMegabytes: 512,
    cpus: 0.25,
  });
  expect(() => limitsOf({ Resources: { Task: TASK } }, 'worker')).toThrow('has a container worker');
});

test('a template that became lax is not rehearsed as if it were strict', () => {
  const lax: Partial<Limits>[] = [{ readOnlyRoot: false }, { droppedCapabilities: [] }, { user: { uid: 0, gid: 0 } }, { tmpfs: [] }];
  for (const each of lax) expect(() => assertStrict({ ...limits, ...each })).toThrow('no longer limits');
  expect(() => assertStrict(limits)).not.toThrow();
});

test('the runtime is told each limit, and where no shell is', () => {
  const config = runtimeConfig({ Cmd: ['node', 'dist/web.js'], Env: ['A=1'], WorkingDir: '/app' }, '/rootfs', { name: 'web', environment: { B: '2' }, limits });
  expect(config).toMatchObject({
    root: { path: '/rootfs', readonly: true },
    process: {
      args: ['node', 'dist/web.js'],
      cwd: '/app',
      env: ['A=1', 'B=2'],
      user: { uid: 1000, gid: 1001 },
      capabilities: { bounding: [], effective: [], permitted: [], inheritable: [], ambient: [] },
    },
    mounts: expect.arrayContaining([
      { destination: '/tmp', type: 'tmpfs', source: 'tmpfs', options: ['noexec', 'nosuid', 'mode=1777', 'size=64m'] },
      { destination: '/usr/bin/dash', type: 'bind', source: '/dev/null', options: ['bind', 'ro'] },
    ]),
    linux: { resources: { memory: { limit: 512 * 1024 * 1024 }, cpu: { period: 100_000, quota: 25_000 } } },
  });
});

test('the base is the one that the Dockerfile names, by digest', () => {
  expect(baseOf(DOCKERFILE)).toMatch(/\/node:24-[a-z-]+@sha256:[0-9a-f]{64}$/); // by digest: the tag moves
  expect(() => baseOf('FROM scratch')).toThrow('names no NODE_IMAGE');
});

describe('npm run container', () => {
  const missing = whatIsMissing();
  if (missing) console.warn(`Skipped: the image's build and run. ${missing}`);

  (missing ? test.skip : test)('builds the image and runs it within production\'s limits', async () => {
    const rehearsal = spawn('npm', ['run', 'container'], { cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const giveUp = setTimeout(() => process.kill(-rehearsal.pid!, 'SIGTERM'), LIMIT - 30_000); // to the group: npm does not pass it on to everybody
    let output = '';
    for (const stream of [rehearsal.stdout, rehearsal.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => { output += chunk; });
    const [code] = await once(rehearsal, 'close');
    clearTimeout(giveUp);
    expect({ code, output }).toMatchObject({ code: 0 });
    for (const line of ['✓ the limits hold', '✓ the admin task', '✓ healthy', '✓ greets', '✓ SIGTERM: exit code 0', 'size to pull']) expect(output).toContain(line);
  }, LIMIT);
});

/** In CI nothing may be missing: there the test runs, and fails if it cannot. */
function whatIsMissing(): string | undefined {
  if (process.env.CI) return undefined;
  if ((javaVersion() ?? 0) < 17) return 'There is no Java 17 or newer, which runs DynamoDB Local.';
  try {
    findEngine().close();
    return undefined;
  } catch (error) {
    if (error instanceof NoEngine) return error.message;
    throw error;
  }
}
