import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { cloudOf, findingsIn } from './support/assembly';

const examples = path.join(__dirname, '..', '..', 'examples', 'typescript');
const tsx = require.resolve('tsx').replace(/loader\.mjs$/, 'cjs/index.cjs');
const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'checked-'));
afterAll(() => fs.rmSync(outdir, { recursive: true, force: true }));

test.each(fs.readdirSync(examples))('%s has no finding, as an error or as a warning', (name) => {
  const folder = path.join(examples, name);
  const { context } = JSON.parse(fs.readFileSync(path.join(folder, 'cdk.json'), 'utf8'));
  const env = { ...process.env, CDK_OUTDIR: path.join(outdir, name), CDK_CONTEXT_JSON: JSON.stringify(context) };
  execFileSync(process.execPath, ['--require', tsx, 'app.ts'], { cwd: folder, env, stdio: 'pipe' });
  expect(findingsIn(cloudOf(new CloudAssembly(path.join(outdir, name))))).toEqual([]);
}, 60_000);
