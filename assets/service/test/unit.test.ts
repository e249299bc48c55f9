/** The tests that go with the service into its own repository, run by the command of the Dockerfile's stage `test`, on what the compiler makes. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

const SERVICE = path.join(__dirname, '..');
const ROOT = path.join(SERVICE, '..', '..');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'service-unit-'));
  cpSync(path.join(SERVICE, 'unit'), path.join(folder, 'unit'), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  mkdirSync(path.join(folder, 'reports'));
  const compiler = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [compiler, '--project', path.join(SERVICE, 'tsconfig.json'), '--outDir', path.join(folder, 'dist')]);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test('the stage test passes, and leaves a suite for each file in /reports', () => {
  const { status, report } = runStage();
  expect(status).toBe(0);
  expect(report.match(/<testsuite /g)).toHaveLength(3);
  expect(Number(/<!-- tests (\d+) -->/.exec(report)![1])).toBeGreaterThan(15);
  expect(report).toContain('<!-- fail 0 -->');
}, 60_000);

test('it fails when the code does, and says so in the report', () => {
  const broken = path.join(folder, 'dist', 'greeting', 'colour.js');
  writeFileSync(broken, 'exports.colourScheme = () => ({});');
  const { status, report } = runStage();
  expect(status).toBe(1);
  expect(report).toContain('<failure');
}, 60_000);

function runStage(): { status: number | null; report: string } {
  const [, stage] = /^FROM build AS test\n(.*?)^FROM /ms.exec(readFileSync(path.join(SERVICE, 'Dockerfile'), 'utf8'))!;
  const [program, ...words]: string[] = JSON.parse(/^CMD (\[.*\])/ms.exec(stage!)![1]!.replace(/\\\n/g, ''));
  const { status } = spawnSync(program!, words.map((word) => word.replace('/reports', path.join(folder, 'reports'))), { cwd: folder });
  return { status, report: readFileSync(path.join(folder, 'reports', 'unit.xml'), 'utf8') };
}
