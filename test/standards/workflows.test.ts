import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';

/** What publishes this library, and what runs a stranger's pull request: a reader of docs/security.md trusts both. */
const FOLDER = path.join(__dirname, '..', '..', '.github', 'workflows');
const WORKFLOWS = fs.readdirSync(FOLDER).map((file) => [file, parse(fs.readFileSync(path.join(FOLDER, file), 'utf8'))] as const);
const jobs = (workflow: any) => Object.entries<any>(workflow.jobs);
const steps = (workflow: any): any[] => jobs(workflow).flatMap(([, job]) => job.steps);
const [, RELEASE] = WORKFLOWS.find(([file]) => file === 'release.yml')!;
const [, BUILD] = WORKFLOWS.find(([file]) => file === 'build.yml')!;
const PUBLISHING = jobs(RELEASE).filter(([name]) => name !== 'release');

test.each(WORKFLOWS)('%s: each action is named by its commit, which cannot be moved', (_file, workflow) => {
  const used = steps(workflow).map(({ uses }) => uses).filter(Boolean);
  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((one) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(one))).toEqual([]);
});

test.each(WORKFLOWS)('%s: what it runs by name has an exact version, and dependencies are those of the lock file', (_file, workflow) => {
  const commands = steps(workflow).map(({ run }) => run).filter(Boolean).join('\n');
  expect(commands).not.toMatch(/@latest|npm install|npm update/);
  expect(commands.match(/npx '-p' '[^']+'/g) ?? []).toEqual((commands.match(/npx '-p' 'publib@\d+\.\d+\.\d+'/g) ?? []));
});

test('each job that publishes waits for the reviewers of one environment, and runs no install script', () => {
  expect(PUBLISHING.map(([name]) => name).sort()).toEqual(
    ['release_github', 'release_golang', 'release_maven', 'release_npm', 'release_nuget', 'release_pypi']);
  for (const [, job] of PUBLISHING) {
    expect(job.environment).toBe('release');
    const installs = job.steps.some(({ run }: any) => /npm ci/.test(run));
    expect(job.env?.NPM_CONFIG_IGNORE_SCRIPTS).toBe(installs ? 'true' : undefined);
  }
});

test('a token that can publish is given to no job but those', () => {
  for (const [, workflow] of WORKFLOWS) {
    expect(jobs(workflow).filter(([name, job]) => job.permissions?.['id-token'] === 'write' && !PUBLISHING.some(([one]) => one === name))).toEqual([]);
  }
});

test('the code of a pull request finds no token that can write', () => {
  expect(jobs(BUILD).filter(([, job]) => job.permissions?.contents !== 'read').map(([name]) => name)).toEqual([]);
  expect(BUILD.jobs.build.steps[0].with['persist-credentials']).toBe(false);
});

test('what a pull request starts with the rights of the main branch runs none of its code', () => {
  const targets = WORKFLOWS.filter(([, { on }]) => 'pull_request_target' in on);
  expect(targets.map(([file]) => file)).toEqual(['pull-request-lint.yml']); // reads the title
  for (const [, workflow] of targets) {
    expect(steps(workflow).filter(({ uses = '', run }) => run !== undefined || uses.startsWith('actions/checkout'))).toEqual([]);
  }
});
