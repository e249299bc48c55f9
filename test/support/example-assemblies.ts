import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { alone } from './alone';
import { ROOT } from './snippets';

/** The folder of all examples. */
export const EXAMPLES = path.join(ROOT, 'examples', 'typescript');
export const TSX = path.join(path.dirname(require.resolve('tsx')), 'cjs', 'index.cjs');
const RULE_PACKS = path.join(__dirname, 'rule-packs.ts');

/** The names of all examples. */
export const EXAMPLE_NAMES = fs.readdirSync(EXAMPLES).sort();

/** The context that an example runs with: what its cdk.json says. */
export function contextOf(example: string): { [name: string]: unknown } {
  return JSON.parse(fs.readFileSync(path.join(EXAMPLES, example, 'cdk.json'), 'utf8')).context;
}

/** The folder with what an example synthesises: its own app, run as its cdk.json says but for the check of its types, which is a test of its own, under the flags of its cdk.json. */
export function exampleAssembly(example: string): string {
  return appAssembly(path.join(EXAMPLES, example, 'app.ts'), contextOf(example));
}

/** The templates of an example, by the names of its stacks. */
export function exampleTemplates(example: string): { [stackName: string]: any } {
  return templatesIn(exampleAssembly(example));
}

/**
 * The folder with what an app synthesises, judged by AWS's rule packs too. It is done once in a run of the tests, by whichever test asks first; the
 * others wait, and nobody writes there.
 */
export function appAssembly(app: string, context: { [name: string]: unknown }): string {
  const outdir = path.join(process.env.TWELVE_FACTOR_TEST_RUN!, 'apps', path.relative(ROOT, app).replace(/\W/g, '-'));
  return alone(`${outdir}.lock`, () => {
    if (!fs.existsSync(path.join(outdir, 'manifest.json'))) {
      const env = { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...TELL_ONLY }) };
      execFileSync(process.execPath, ['--require', TSX, '--require', RULE_PACKS, path.basename(app)], { cwd: path.dirname(app), env, stdio: 'pipe' });
    }
    return outdir;
  });
}

/** What is found is in the report, as with the CDK's CLI, and does not end the app: each test says what may be there. */
const TELL_ONLY = { '@aws-cdk/core:failSynthOnValidationErrors': false };

/** The templates in an assembly, by the names of the stacks. A stack of nothing but imports has no resources. */
export function templatesIn(outdir: string): { [stackName: string]: any } {
  const { artifacts } = JSON.parse(fs.readFileSync(path.join(outdir, 'manifest.json'), 'utf8'));
  const stacks = Object.entries<any>(artifacts).filter(([, one]) => one.type === 'aws:cloudformation:stack');
  return Object.fromEntries(stacks.map(([id, { properties: { stackName = id, templateFile } }]) => (
    [stackName, { Resources: {}, ...JSON.parse(fs.readFileSync(path.join(outdir, templateFile), 'utf8')) }]
  )));
}

/** What the validators have found in an assembly, each by itself. */
export function reportsOf(outdir: string): any[] {
  const report = path.join(outdir, 'validation-report.json');
  return fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')).pluginReports : [];
}
