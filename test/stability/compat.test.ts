import { execFile, execFileSync } from 'child_process';
import * as fs from 'fs';
import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import * as os from 'os';
import * as path from 'path';
import { compiledLibrary } from '../support/compiled-library';
import { ROOT } from '../support/snippets';

jest.setTimeout(60_000); // programs of npm's, on a machine that is busy

const NAME = 'cdk-twelve-factor-fargate';
const PROGRAM = path.join(ROOT, 'test', 'stability', 'compat.ts');

let work: string;
let library: string;
let registry: Server;
/** What the registry has: the last release, packed; or nothing. */
let release: Buffer | undefined;

beforeAll(async () => {
  library = compiledLibrary();
  work = fs.mkdtempSync(path.join(os.tmpdir(), 'compat-'));
  registry = createServer((request, response) => {
    const at = `http://${request.headers.host}`;
    const packument = { 'name': NAME, 'dist-tags': { latest: '0.1.0' }, 'versions': { '0.1.0': { name: NAME, version: '0.1.0', dist: { tarball: `${at}/release.tgz` } } } };
    response.statusCode = release ? 200 : 404;
    response.end(release ? (request.url === '/release.tgz' ? release : JSON.stringify(packument)) : '{}');
  });
  await new Promise<void>((listening) => registry.listen(0, '127.0.0.1', listening));
}, 300_000);

beforeEach(() => { release = undefined; });

afterAll(() => {
  registry.close();
  fs.rmSync(work, { recursive: true, force: true });
});

test('while there is no release, there is nothing to compare with', async () => {
  expect(await compat()).toEqual({ code: 0, said: expect.stringContaining('has no release yet') });
});

test('a registry that cannot be reached is no excuse in CI', async () => {
  const nowhere = { npm_config_registry: 'http://127.0.0.1:1', npm_config_fetch_retries: '0' };
  expect(await compat({ ...nowhere, CI: 'true' })).toEqual({ code: 1, said: expect.stringContaining('could not be read, and nothing was compared') });
  expect(await compat({ ...nowhere, CI: '' })).toEqual({ code: 0, said: expect.stringContaining('could not be read, and nothing was compared') });
});

test('an optional prop more is let pass', async () => {
  release = packed((types) => remove(types.NamedEnvironmentOptions.properties, 'production'));
  expect(await compat()).toEqual({ code: 0, said: expect.stringContaining('comparing with cdk-twelve-factor-fargate@0.1.0') });
}, 60_000);

test('a method less is not', async () => {
  release = packed((types) => types.FargateEnvironment.methods.push({ name: 'stopEverything', docs: { stability: 'experimental' } }));
  const { code, said } = await compat();
  expect(said).toMatch(/err .*stopEverything.*\[removed:cdk-twelve-factor-fargate\.FargateEnvironment\.stopEverything\]/);
  expect(code).toBe(1);
}, 60_000);

/** The library with another API, as a release is packed: what of it is compared. */
function packed(change: (types: any) => void): Buffer {
  const folder = path.join(work, 'package');
  const assembly = JSON.parse(fs.readFileSync(path.join(library, '.jsii'), 'utf8'));
  change(Object.fromEntries(Object.entries<any>(assembly.types).map(([fqn, type]) => [fqn.split('.').pop(), type])));
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, '.jsii'), JSON.stringify(assembly));
  const manifest = JSON.parse(fs.readFileSync(path.join(library, 'package.json'), 'utf8'));
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, version: '0.1.0' }));
  return execFileSync('tar', ['-czf', '-', '-C', work, 'package'], { maxBuffer: 64 * 1024 * 1024 });
}

function remove(members: { name: string }[], name: string): void {
  const index = members.findIndex((member) => member.name === name);
  expect(index).toBeGreaterThanOrEqual(0);
  members.splice(index, 1);
}

/** Not synchronously: the registry is in this process. */
function compat(env: { [name: string]: string } = {}): Promise<{ code: number; said: string }> {
  const { port } = registry.address() as AddressInfo;
  const options = { cwd: library, env: { ...process.env, npm_config_registry: `http://127.0.0.1:${port}`, npm_config_cache: path.join(work, 'cache'), ...env } };
  return new Promise((resolve) => execFile(process.execPath, ['--import', require.resolve('tsx'), PROGRAM], options, (error, stdout, stderr) => (
    resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr })
  )));
}
