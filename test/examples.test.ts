import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const examples = path.join(__dirname, '..', 'examples', 'typescript');
const tsx = require.resolve('tsx');

/** What a user of the example would see: its own app, run as its cdk.json says, under the flags of its cdk.json. */
function synthesise(name: string): { stacks: string[]; findings: { ruleName: string; description: string }[] } {
  const folder = path.join(examples, name);
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), `example-${name}-`));
  try {
    const { context } = JSON.parse(fs.readFileSync(path.join(folder, 'cdk.json'), 'utf8'));
    const env = { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) };
    execFileSync(process.execPath, ['--require', tsx.replace(/loader\.mjs$/, 'cjs/index.cjs'), 'app.ts'], { cwd: folder, env, stdio: 'pipe' });
    const manifest = JSON.parse(fs.readFileSync(path.join(outdir, 'manifest.json'), 'utf8'));
    const stacks = Object.values<any>(manifest.artifacts).filter((one) => one.type === 'aws:cloudformation:stack').map((one) => one.properties.stackName);
    const report = path.join(outdir, 'validation-report.json');
    const findings = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')).pluginReports.flatMap((one: any) => one.violations) : [];
    return { stacks, findings };
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

const EXPECTED: { [name: string]: string[] } = {
  'guestbook': ['Guestbook-Codebase', 'Guestbook-Pipeline', 'Guestbook-Production', 'Guestbook-Staging'],
  'backing-services': ['Albums-Codebase', 'Albums-Pipeline', 'Albums-Production', 'Albums-Staging'],
  'log-router': ['Chatty-Codebase', 'Chatty-Pipeline', 'Chatty-Production', 'Chatty-Staging'],
  'own-pipeline': ['Guestbook-Codebase', 'Guestbook-Pipeline', 'Guestbook-production', 'Guestbook-staging'],
};

test('every example is tried here', () => {
  expect(fs.readdirSync(examples).sort()).toEqual(Object.keys(EXPECTED).sort());
});

test.each(Object.entries(EXPECTED))('%s synthesises with no finding but that it has no domain', (name, expected) => {
  const { stacks, findings } = synthesise(name);
  expect(stacks.sort()).toEqual(expected);
  expect(findings.filter((one) => one.ruleName !== 'Annotation::cdk-twelve-factor-fargate:WebEntryPoint.http')).toEqual([]);
}, 60_000);

test.each(Object.keys(EXPECTED))('%s has every recommended flag on, with the strict validator', (name) => {
  const { context } = JSON.parse(fs.readFileSync(path.join(examples, name, 'cdk.json'), 'utf8'));
  expect(context).toEqual(JSON.parse(fs.readFileSync(require.resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8')));
  expect(context['@aws-cdk/core:validateAgainstDefaultRules']).toBe(true);
});
