import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { ROOT } from '../support/snippets';

const INTEG = path.join(ROOT, 'test', 'integ');
const APPS = fs.readdirSync(INTEG).filter((file) => /^integ\..*\.ts$/.test(file));

/** Without a region, the runner asks the network for one. The CDK's validator has judged the library's templates in the examples. */
const ENV = { ...process.env, AWS_REGION: 'us-east-1', CDK_VALIDATION: 'false' };

/** The runner without an account: it synthesises each app and compares its templates with those that are kept. */
function run(): { code: number | null; said: string } {
  const update = process.env.UPDATE_SNAPSHOTS ? ['--update-on-failed', '--dry-run'] : [];
  const runner = path.join(ROOT, 'node_modules', '.bin', 'integ-runner');
  const words = ['--config', path.join(INTEG, 'integ.config.json'), '--max-workers', '1', '--parallel-regions', 'us-east-1', ...update];
  const { status, stdout, stderr } = spawnSync(runner, words, { cwd: ROOT, env: ENV, encoding: 'utf8' });
  return { code: status, said: stdout + stderr };
}

test('the integration tests synthesise what was kept of them', () => {
  expect(run()).toEqual({ code: 0, said: expect.stringContaining(`${APPS.length} passed, ${APPS.length} total`) });
}, 300_000);

test.each(APPS)('%s is compared in full: the runner passes over a stack that it knows by another name', (name) => {
  const snapshot = path.join(INTEG, `${name}.snapshot`);
  const templates = fs.readdirSync(snapshot).filter((file) => file.endsWith('.template.json')).map((file) => file.replace('.template.json', ''));
  const { testCases } = JSON.parse(fs.readFileSync(path.join(snapshot, 'integ.json'), 'utf8'));
  const [{ stacks, assertionStack }] = Object.values<any>(testCases);
  expect([...stacks, assertionStack].sort()).toEqual(templates.sort());
});

test.each(APPS)('%s says what it is for before anything else', (name) => {
  expect(fs.readFileSync(path.join(INTEG, name), 'utf8')).toMatch(/^\/\*\*\n [\s\S]*\| Scenario \| Expectation \| What it validates \|/);
});
