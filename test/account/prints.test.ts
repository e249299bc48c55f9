import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { contextOf, EXAMPLE_NAMES, TSX } from '../support/example-assemblies';
import { ROOT } from '../support/snippets';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true, force: true })));

/** What a synthesis of an example prints, in lines that say something, where every deprecated call of the CDK throws. */
function printed(example: string, context: { [flag: string]: unknown }): { status: number | null; lines: string[] } {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'prints-'));
  folders.push(outdir);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', TSX, 'app.ts'], {
    cwd: path.join(ROOT, 'examples', 'typescript', example),
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context), JSII_DEPRECATED: 'fail' },
    encoding: 'utf8',
  });
  return { status, lines: `${stdout}${stderr}`.split('\n').map((line) => line.trim().replace(outdir, '<outdir>')).filter((line) => line !== '') };
}

/** What the library means to say of an environment that has no domain, as the CDK puts it. */
const HTTP = [
  /^WARNING clients reach this environment over HTTP, unencrypted, since no domain is given: use it for trials only \(Annotation\)$/,
  /^\S+EntryPoint constructs\.Construct$/,
  /^Acknowledge with 'Annotation::cdk-twelve-factor-fargate:WebEntryPoint\.http'$/,
];
const REPORT = /^A copy of this report can be found in: <outdir>\/validation-report\.json$/;

describe.each(EXAMPLE_NAMES)('the synthesis of %s prints', (example) => {
  test('with the recommended flags nothing but that clients come over HTTP, once for each environment', () => {
    const { status, lines } = printed(example, contextOf(example));
    expect({ status, lines: lines.filter((line) => ![...HTTP, REPORT].some((one) => one.test(line))) }).toEqual({ status: 0, lines: [] });
    expect(HTTP.map((one) => lines.filter((line) => one.test(line)).length)).toEqual([2, 2, 2]);
  }, 120_000);

  test('without any flag nothing at all: the CDK\'s CLI shows what is annotated', () => {
    expect(printed(example, {})).toEqual({ status: 0, lines: [] });
  }, 120_000);
});

test('a deprecated call throws in these tests', () => {
  const app = new App();
  expect(() => new Stack(app, 'One').addDependency(new Stack(app, 'Two'))).toThrow('deprecated');
});
