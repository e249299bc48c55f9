import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { awsEnvironment, LOCATION, SERVICE_VARIABLES } from './support/aws-environment';
import { LogLine } from './support/log-lines';
import { ServiceProcess } from './support/service-process';
import { AppConfigDataServer } from '../../../examples/demo/appconfig-data-server';

const ROOT = path.join(__dirname, '..', '..', '..');

describe('the compiled web process', () => {
  const appConfig = new AppConfigDataServer();
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'service-'));
    const compiler = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    execFileSync(process.execPath, [compiler, '--project', path.join(__dirname, '..', 'tsconfig.json'), '--outDir', path.join(folder, 'dist')]);
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  }, 120_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await appConfig.close();
  });

  // The time is printed and not asserted: it belongs to a quiet machine. CPU is printed beside it, which a busy one distorts less.
  test('listens soon after its start, once there is a configuration', async () => {
    appConfig.deploy(LOCATION.application, LOCATION.environment, LOCATION.profile, '{"TableName":"guestbook"}');
    const environment = { ...SERVICE_VARIABLES, ...awsEnvironment({ appConfigData: await appConfig.listen() }), LAME_DUCK_SECONDS: '0' };
    const starts: LogLine[] = [];
    for (let round = 0; round < 5; round++) {
      const service = new ServiceProcess(path.join(folder, 'dist', 'web.js'), environment);
      starts.push(await service.logged('listening'));
      service.signal('SIGTERM');
      expect(await service.exitCode).toBe(0);
    }
    const best = (field: string) => Math.min(...starts.map((start) => Number(start[field])));
    console.log(`Listens after ${best('startedInMs')} ms, ${best('cpuMs')} ms of CPU, the best of ${starts.length} starts`);
    expect(best('startedInMs')).toBeGreaterThan(0);
  }, 60_000);
});
