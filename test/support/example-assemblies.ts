import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { alone } from './alone';
import { ROOT } from './snippets';

const EXAMPLES = path.join(ROOT, 'examples', 'typescript');
const TSX = path.join(path.dirname(require.resolve('tsx')), 'cjs', 'index.cjs');

/** The names of all examples. */
export const EXAMPLE_NAMES = fs.readdirSync(EXAMPLES).sort();

/** The context that an example runs with: what its cdk.json says. */
export function contextOf(example: string): { [name: string]: unknown } {
  return JSON.parse(fs.readFileSync(path.join(EXAMPLES, example, 'cdk.json'), 'utf8')).context;
}

/**
 * The folder with what an example synthesises: its own app, run as its cdk.json says, under the flags of its cdk.json. It is done once in a run of
 * the tests, by whichever test asks first; the others wait, and nobody writes there.
 */
export function exampleAssembly(example: string): string {
  const outdir = path.join(process.env.TWELVE_FACTOR_TEST_RUN!, 'examples', example);
  return alone(`${outdir}.lock`, () => {
    if (!fs.existsSync(path.join(outdir, 'manifest.json'))) {
      const env = { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(contextOf(example)) };
      execFileSync(process.execPath, ['--require', TSX, 'app.ts'], { cwd: path.join(EXAMPLES, example), env, stdio: 'pipe' });
    }
    return outdir;
  });
}

/** The templates of an example, by the names of its stacks. */
export function exampleTemplates(example: string): { [stackName: string]: any } {
  const outdir = exampleAssembly(example);
  const { artifacts } = JSON.parse(fs.readFileSync(path.join(outdir, 'manifest.json'), 'utf8'));
  const stacks = Object.values<any>(artifacts).filter((one) => one.type === 'aws:cloudformation:stack').map((one) => one.properties);
  return Object.fromEntries(stacks.map(({ stackName, templateFile }) => [stackName, JSON.parse(fs.readFileSync(path.join(outdir, templateFile), 'utf8'))]));
}
