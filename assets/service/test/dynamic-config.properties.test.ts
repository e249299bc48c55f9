import { setTimeout as sleep } from 'node:timers/promises';
import { AppConfigDataClient } from '@aws-sdk/client-appconfigdata';
// eslint-disable-next-line import/no-extraneous-dependencies -- the root package's: the image's build has no use for it
import fc from 'fast-check';
import { Fault, FaultyAppConfig } from './support/appconfig-faults';
import { LOCATION } from './support/aws-environment';
import { RecordedLog } from './support/log-lines';
import { AppConfigSession } from '../src/config/appconfig-session';
import { Document } from '../src/config/document';
import { DynamicConfig } from '../src/config/dynamic-config';

/** What is true of the world: the documents ever deployed that are good, and whether the last one is. */
interface Model {
  good: string[];
  lastIsGood: boolean;
  unreadable: Set<string>;
}

interface Real {
  readonly server: FaultyAppConfig;
  readonly config: DynamicConfig;
  tables: number;
}

type Command = fc.AsyncCommand<Model, Real>;

const FAULTS: (Fault | undefined)[] = ['throttled', 'denied', 'down', 'reset', 'slow', 'garbage', undefined];
const BAD = ['{{', '', 'null', '[]', '{}', '{"TableName":""}', '{"TableName":1}', '{"TableName":"t","Greeting":1}'];

class DeployGood implements Command {
  constructor(private readonly readable: boolean) {}
  check = () => true;

  async run(model: Model, real: Real) {
    const table = `t${real.tables++}`;
    if (this.readable) model.good.push(table);
    else model.unreadable.add(table);
    model.lastIsGood = this.readable;
    deploy(real.server, JSON.stringify({ TableName: table }));
  }

  toString = () => `deploy(${this.readable ? 'good' : 'a table that cannot be read'})`;
}

class DeployBad implements Command {
  constructor(private readonly content: string) {}
  check = () => true;

  async run(model: Model, real: Real) {
    model.lastIsGood = false;
    deploy(real.server, this.content);
  }

  toString = () => `deploy(${this.content})`;
}

class SwitchFault implements Command {
  constructor(private readonly fault: Fault | undefined) {}
  check = () => true;
  async run(_model: Model, real: Real) { real.server.fault = this.fault; }
  toString = () => `fault(${this.fault})`;
}

class ExpireTokens implements Command {
  check = () => true;
  async run(_model: Model, real: Real) { real.server.expireTokens(); }
  toString = () => 'expireTokens';
}

class Refresh implements Command {
  constructor(private readonly callers: number) {}
  check = () => true;

  async run(model: Model, { server, config }: Real) {
    const before = config.current;
    const outcomes = await Promise.all(Array.from({ length: this.callers }, async () => config.refresh()));
    expectInvariants(model, server, config.current);
    if (config.current !== before) expect(outcomes).toContain('refreshed');
    await sleep(2); // longer than the longest back-off here
  }

  toString = () => `refresh(x${this.callers})`;
}

const commands = fc.commands([
  fc.constant(new DeployGood(true)),
  fc.constant(new DeployGood(false)),
  fc.constantFrom(...BAD).map((content) => new DeployBad(content)),
  fc.constantFrom(...FAULTS).map((fault) => new SwitchFault(fault)),
  fc.constant(new ExpireTokens()),
  fc.integer({ min: 1, max: 4 }).map((callers) => new Refresh(callers)),
  fc.integer({ min: 1, max: 4 }).map((callers) => new Refresh(callers)),
], { maxCommands: 40 });

test('whatever the service does, the document in use is a good one, calls do not overlap, tokens are not reused, and the last fault is survived', async () => {
  await fc.assert(fc.asyncProperty(commands, async (sequence) => {
    const server = new FaultyAppConfig({ pollIntervalSeconds: 0 });
    server.slownessMs = 10;
    const endpoint = await server.listen();
    try {
      const model: Model = { good: ['first'], lastIsGood: true, unreadable: new Set() };
      deploy(server, '{"TableName":"first"}');
      const config = await connect(endpoint, model);
      await fc.asyncModelRun(() => ({ model, real: { server, config, tables: 0 } }), sequence);
      await expectRecovery(server, config);
    } finally {
      await server.close();
    }
  }), { numRuns: 60, ...(process.env.CI === 'true' && { seed: 12 }) }); // CI repeats itself; elsewhere each run is a new search
}, 120_000);

/** A client whose call takes longer than any test is one that waits for ever: here too, calls have a limit. */
async function connect(endpoint: string, model: Model): Promise<DynamicConfig> {
  const client = new AppConfigDataClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
    requestHandler: { requestTimeout: 500, throwOnRequestTimeout: true },
  });
  return DynamicConfig.connect(new AppConfigSession(client, LOCATION), new RecordedLog().logger, {
    attempts: 1,
    paceSeconds: 60,
    backoff: { firstMs: 1, longestMs: 1 },
    trial: async ({ TableName = '' }) => { if (model.unreadable.has(TableName)) throw new Error('access denied'); },
  });
}

function expectInvariants(model: Model, server: FaultyAppConfig, { TableName }: Document): void {
  expect(model.good).toContain(TableName);
  expect(server.mostAtOnce).toBeLessThanOrEqual(1);
  expect(server.reusedTokens).toEqual([]);
}

async function expectRecovery(server: FaultyAppConfig, config: DynamicConfig): Promise<void> {
  server.fault = undefined;
  deploy(server, '{"TableName":"last"}');
  await sleep(2);
  await config.refresh();
  expect(config.current.TableName).toBe('last');
  expect(server.mostAtOnce).toBe(1);
}

function deploy(server: FaultyAppConfig, content: string): void {
  server.deploy(LOCATION.application, LOCATION.environment, LOCATION.profile, content);
}
