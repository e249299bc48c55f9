import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { expectThat, findings, msUntilHealthy, PROBE_COMMAND } from './checks';
import { Engine, Run } from './engine';
import { assertStrict, Limits, limitsOf } from './limits';
import { synthesise } from '../../examples/demo/assembly';
import { Backends, startBackends } from '../../examples/demo/backends';
import { Cleanup } from '../../examples/demo/cleanup';
import { SERVICE } from '../../examples/demo/image';
import { progress, say } from '../../examples/demo/output';
import { freePort } from '../../examples/demo/port';
import { Container, Production } from '../../examples/demo/production';

/** Builds the service's image as the pipeline does, and runs it as Fargate does: within the limits of production's task definition. */
export async function rehearse(engine: Engine, workspace: string, cleanup: Cleanup): Promise<void> {
  const base = baseOf(readFileSync(path.join(SERVICE, 'Dockerfile'), 'utf8'));
  const origin = await progress(`Preparing the base ${base}`, Promise.resolve().then(() => engine.prepareBase(base)));
  say(`  ${origin}`);
  await progress(`Building assets/service with ${engine.name}`, Promise.resolve().then(() => engine.build(SERVICE, 'runtime')));

  const stacks = await progress('Synthesising examples/typescript/guestbook, for the limits and the environment', synthesise(workspace, cleanup));
  const production = Production.among(stacks);
  const backends = await progress('Starting DynamoDB Local and an AppConfig Data endpoint', startBackends(production, cleanup));
  const limits = limitsOf(stacks.find(({ stackName }) => stackName === 'Guestbook-Production')?.template, 'web');
  assertStrict(limits);

  const containers = new Containers(engine, backends, limits, cleanup);
  say(await limitsHold(containers));
  say(await seeds(containers, production.container('seed')));
  const web = production.container('web');
  say(await servesAndLeaves(containers, web));
  say(await startsFaster(containers, web, limits));
  for (const { what, beyondBase, total } of engine.sizes()) {
    say(`  size ${what}: ${megabytes(beyondBase)} beyond the base, ${megabytes(total)} in all`);
  }
}

/** The base that the Dockerfile names: the default of its first argument. */
export function baseOf(dockerfile: string): string {
  const base = /^ARG NODE_IMAGE=(\S+)$/m.exec(dockerfile)?.[1];
  if (!base) throw new Error('The service\'s Dockerfile names no NODE_IMAGE');
  return base;
}

/** Starts containers of the image, each of which ends with the rehearsal. */
class Containers {
  constructor(
    private readonly engine: Engine,
    private readonly backends: Backends,
    private readonly limits: Limits,
    private readonly cleanup: Cleanup,
  ) {}

  async start(run: Omit<Run, 'limits'> & { readonly limits?: Limits }) {
    const child = this.engine.start({ limits: this.limits, ...run, environment: { ...this.backends.environment, ...run.environment } });
    await this.cleanup.defer(() => child.stop(10));
    return child;
  }
}

async function limitsHold(containers: Containers): Promise<string> {
  const probe = await containers.start({ name: 'probe', command: PROBE_COMMAND, environment: {} });
  const found = await findings(probe);
  expectThat('What the process may do', found, { uid: 1000, gid: 1000, capabilities: '0000000000000000', writable: ['/tmp/x'], shell: 'EACCES' });
  await probe.success();
  return '✓ the limits hold: user 1000, no capability, nothing can be written but /tmp, and there is no shell';
}

async function seeds(containers: Containers, { command, environment }: Container): Promise<string> {
  const seed = await containers.start({ name: 'seed', command, environment });
  await seed.success();
  return `✓ the admin task of the same image, ${command.join(' ')}, ends with 0`;
}

async function servesAndLeaves(containers: Containers, { environment, stopTimeoutSeconds }: Container): Promise<string> {
  const port = await freePort();
  const since = performance.now();
  const web = await containers.start({ name: 'web', environment: { ...environment, PORT: String(port) } });
  const ms = await msUntilHealthy(web, `http://127.0.0.1:${port}/`, since);

  const greeting = await fetch(`http://127.0.0.1:${port}/hello`, { headers: { Accept: 'text/html' } });
  expectThat('GET /hello', greeting.status, 200);
  expectThat('The page of /hello', (await greeting.text()).includes('<h1'), true);

  const signalled = performance.now();
  const exit = await web.stop(stopTimeoutSeconds);
  expectThat('The exit after SIGTERM', exit, { code: 0, signal: null });
  return [
    `✓ healthy ${Math.round(ms)} ms after its start, with no more CPU and memory than the task has`,
    '✓ greets',
    `✓ SIGTERM: exit code 0 after ${((performance.now() - signalled) / 1000).toFixed(1)} s (limit ${stopTimeoutSeconds} s)`,
  ].join('\n');
}

async function startsFaster(containers: Containers, { environment }: Container, limits: Limits): Promise<string> {
  const port = await freePort();
  const since = performance.now();
  const web = await containers.start({
    name: 'web', environment: { ...environment, PORT: String(port), LAME_DUCK_SECONDS: '0' }, limits: { ...limits, cpus: undefined },
  });
  const ms = await msUntilHealthy(web, `http://127.0.0.1:${port}/`, since);
  expectThat('The exit after SIGTERM, without a lame-duck window', await web.stop(10), { code: 0, signal: null });
  return `  with the whole machine's CPU: healthy ${Math.round(ms)} ms after its start`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
