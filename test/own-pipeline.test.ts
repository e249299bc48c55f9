import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { EXAMPLES, exampleTemplates } from './support/example-assemblies';

const FOLDER = path.join(EXAMPLES, 'own-pipeline', 'ci');
const read = (file: string) => parse(fs.readFileSync(path.join(FOLDER, file), 'utf8'), { merge: true });
const github = read('github-actions.yml');
const gitlab = read('gitlab-ci.yml');
const template = exampleTemplates('own-pipeline')['Guestbook-Pipeline'];
const roles = Object.entries<any>(template.Resources).filter(([, { Type, Properties }]) => Type === 'AWS::IAM::Role'
  && JSON.stringify(Properties.AssumeRolePolicyDocument).includes('WebIdentity'));
const roleOf = (output: string) => template.Resources[template.Outputs[output].Value['Fn::GetAtt'][0]];

test('the example has a role for the job that builds, and one for each environment', () => {
  expect(roles).toHaveLength(3);
  expect(Object.keys(template.Outputs)).toEqual(expect.arrayContaining(['BuilderRole', 'StagingReleaserRole', 'ProductionReleaserRole']));
});

describe('GitHub Actions', () => {
  const { build, ...releases } = github.jobs;
  const text = (job: any) => JSON.stringify(job);

  test('the job that builds names no environment, and the jobs that release name the one that their role trusts', () => {
    expect(build.environment).toBeUndefined();
    for (const [name, job] of Object.entries<any>(releases)) {
      expect(job.environment).toBe(name);
      const output = `${name.charAt(0).toUpperCase()}${name.slice(1)}ReleaserRole`;
      expect(JSON.stringify(roleOf(output).Properties.AssumeRolePolicyDocument)).toContain(`:environment:${name}"`);
    }
    expect(Object.keys(releases)).toEqual(['staging', 'production']);
  });

  test('the job that builds is given no releaser, and a job that releases no builder', () => {
    expect(text(build)).toContain('vars.BUILDER_ROLE');
    expect(text(build)).not.toContain('RELEASER_ROLE');
    Object.values<any>(releases).forEach((job) => {
      expect(text(job)).toContain('vars.RELEASER_ROLE');
      expect(text(job)).not.toContain('BUILDER_ROLE');
    });
  });

  test('where a release is made, nothing of the app runs: no checkout, no install script', () => {
    for (const job of Object.values<any>(releases)) {
      expect(text(job)).not.toContain('checkout');
      expect(job.steps.map(({ run }: any) => run).filter((run: string) => run?.includes('npm'))).toEqual(['npm install --no-save --ignore-scripts "$LIBRARY"']);
      expect(job.steps).toEqual(releases.staging.steps);
    }
  });

  test('a job has the permissions that it needs, and each action is named by its commit', () => {
    expect(github.permissions).toEqual({});
    expect(build.permissions).toEqual({ 'id-token': 'write', 'contents': 'read' });
    Object.values<any>(releases).forEach((job) => expect(job.permissions).toEqual({ 'id-token': 'write' }));
    const used = Object.values<any>(github.jobs).flatMap(({ steps }) => steps).map(({ uses }: any) => uses).filter(Boolean);
    expect(used.filter((one: string) => !/@[0-9a-f]{40}$/.test(one))).toEqual([]);
  });

  test('what comes from an expression is a variable of the shell, never part of a command', () => {
    const commands = Object.values<any>(github.jobs).flatMap(({ steps }) => steps).map(({ run }: any) => run).filter(Boolean);
    expect(commands.filter((one: string) => one.includes('${{'))).toEqual([]);
  });

  test('the credentials last for a release that fails late, and no longer than the role allows', () => {
    for (const job of Object.values<any>(releases)) {
      const seconds = job.steps.map((step: any) => step.with?.['role-duration-seconds']).find(Boolean);
      expect(seconds).toBe(roleOf('ProductionReleaserRole').Properties.MaxSessionDuration);
      expect(seconds).toBeGreaterThanOrEqual((2 * 45 + 60) * 60);
    }
  });
});

describe('GitLab CI/CD', () => {
  const { build, staging, production } = gitlab;

  test('each job runs on one branch: that which its role trusts', () => {
    expect([build, staging, production].map(({ rules }) => rules.map((rule: any) => rule.if))).toEqual(
      [['$CI_COMMIT_BRANCH == "main"'], ['$CI_COMMIT_BRANCH == "staging"'], ['$CI_COMMIT_BRANCH == "production"']]);
  });

  test('a job is given the role of its environment, or that of the builder', () => {
    expect(JSON.stringify(build)).not.toContain('RELEASER');
    expect(staging.rules[0].variables).toEqual({ ROLE: '$STAGING_RELEASER_ROLE' });
    expect(production.rules[0].variables).toEqual({ ROLE: '$PRODUCTION_RELEASER_ROLE' });
  });

  test('where a release is made, nothing of the app is fetched, and the token is for AWS', () => {
    for (const job of [staging, production]) {
      expect(job.variables.GIT_STRATEGY).toBe('none');
      expect(job.id_tokens.AWS_TOKEN.aud).toBe('sts.amazonaws.com');
      expect(job.resource_group).toMatch(/^release-/);
    }
  });
});

test.each(['github-actions.yml', 'gitlab-ci.yml'])('%s: the release script has every option that is given', (file) => {
  const script = fs.readFileSync(path.join(__dirname, '..', 'assets', 'release', 'release.mjs'), 'utf8');
  const given = [...fs.readFileSync(path.join(FOLDER, file), 'utf8').matchAll(/^.*(?:release\.mjs|--digest).*$/gm)].flatMap(([line]) => line.match(/--[a-z]+(?= )/g) ?? [])
    .filter((one) => !['--no'].includes(one));
  expect(given).toEqual(expect.arrayContaining(['--stack', '--digest', '--commit', '--execution']));
  given.forEach((one) => expect(script).toContain(`'${one.slice(2)}': {`));
});
