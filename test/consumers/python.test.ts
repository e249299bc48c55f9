import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { synthesise, Synthesised } from './support/example';
import { run, tell } from './support/run';
import { programsOf, readManifest } from './support/snapshot';
import { compiledLibrary } from '../support/compiled-library';

const LIMIT = 10 * 60_000;

/** The oldest Python that jsii still makes wheels for, with what is needed to make a virtual environment. */
const CAN_RUN = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';

const canRun = spawnSync('python3', ['-c', CAN_RUN]).status === 0;

if (canRun || process.env.CI) {
  describe('a Python app that uses the wheel', wheelTests);
} else {
  tell('skipped, because there is no python3 from 3.10 with venv here');
  it.skip('a Python app that uses the wheel needs python3 from 3.10 with venv', () => {});
}

function wheelTests() {
  let work: string;
  let snapshot: string;
  let packed: string[];
  let python: Synthesised;
  let typescript: Synthesised;

  beforeAll(async () => {
    expect({ 'python3 from 3.10 with venv': canRun }).toEqual({ 'python3 from 3.10 with venv': true });
    work = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'consumers-python-')));
    tell('compiling the library with jsii, unless another test has');
    snapshot = compiledLibrary();
    const wheel = await makeWheel(snapshot, path.join(work, 'dist'));
    const venv = await install(wheel, snapshot, path.join(work, 'venv'));
    packed = await listPackage(venv);
    tell('synthesising the Python example');
    // The packages that jsii unpacks would otherwise stay in the user's cache, another one for each change of the library.
    const env = { JSII_RUNTIME_PACKAGE_CACHE_ROOT: path.join(work, 'jsii-cache') };
    python = await synthesise(exampleIn(snapshot, 'python'), path.join(work, 'python.out'), path.join(venv, 'bin'), env);
    tell('synthesising the TypeScript example');
    typescript = await synthesise(exampleIn(snapshot, 'typescript'), path.join(work, 'typescript.out'), programsOf(snapshot));
  }, LIMIT);

  afterAll(() => {
    if (work) {
      fs.rmSync(work, { recursive: true, force: true });
    }
  });

  it('finds in it every folder of assets that the library reads', () => {
    expect(packed).toEqual(expect.arrayContaining([
      'assets/firelens/service.conf', 'assets/release/release.mjs', 'assets/service/Dockerfile', 'assets/service/package-lock.json',
      'assets/service/src/web.ts', 'assets/service/tsconfig.json',
    ]));
  });

  it('finds in it nothing that only developers of the library need', () => {
    const rooms = new Set(packed.map((file) => file.split('/')[0]).filter((room) => room !== 'API.md'));
    expect([...rooms].sort()).toEqual(['.jsii', 'LICENSE', 'README.md', 'assets', 'lib', 'node_modules', 'package.json']);
    expect(packed.filter((file) => /^assets\/([^/]+$|(.*\/)?(test|node_modules|dist)\/)/.test(file))).toEqual([]);
  });

  it('has the same context as the TypeScript example', () => {
    const context = (language: string) => {
      const cdkJson = path.join(exampleIn(snapshot, language), 'cdk.json');
      return JSON.parse(fs.readFileSync(cdkJson, 'utf8')).context;
    };
    expect(context('python')).toEqual(context('typescript'));
  });

  it('synthesises the same stacks in the same order', () => {
    expect(python.stacks).toHaveLength(4);
    expect(python.stacks.map(({ id, stackName }) => ({ id, stackName })))
      .toEqual(typescript.stacks.map(({ id, stackName }) => ({ id, stackName })));
    expect(python.stacks).toEqual(typescript.stacks);
  });

  it('stages the same files as assets', () => {
    expect(python.assets).toEqual(typescript.assets);
  });

  // Nothing is left out of the comparison: the hashes of assets are in the templates, and they come from the files' content only.
  it('synthesises the same templates', () => {
    expect(python.templates).toEqual(typescript.templates);
  });
}

function exampleIn(snapshot: string, language: string): string {
  return path.join(snapshot, 'examples', language, 'guestbook');
}

/** Packs the library for Python; gives the path of the wheel. */
async function makeWheel(snapshot: string, outdir: string): Promise<string> {
  tell('packing it for Python with jsii-pacmak');
  await run(path.join(programsOf(snapshot), 'jsii-pacmak'), ['--target', 'python', '--outdir', outdir], { cwd: snapshot });
  const built = fs.readdirSync(path.join(outdir, 'python')).filter((file) => file.endsWith('.whl'));
  expect(built).toHaveLength(1);
  return path.join(outdir, 'python', built[0]);
}

/** Installs what the example requires, with the wheel as the library and with the same CDK as the TypeScript example has. */
async function install(wheel: string, snapshot: string, venv: string): Promise<string> {
  const { devDependencies } = readManifest(snapshot);
  const cdk = ['aws-cdk-lib', 'constructs'].map((name) => `${name}==${devDependencies[name]}`);
  tell(`installing the wheel with ${cdk.join(' and ')}`);
  await run('python3', ['-m', 'venv', venv], { cwd: snapshot });
  const requirements = path.join(exampleIn(snapshot, 'python'), 'requirements.txt');
  await run(path.join(venv, 'bin', 'pip'), ['install', '--no-input', '--no-compile', wheel, ...cdk, '-r', requirements], { cwd: snapshot });
  return venv;
}

/** The files of the npm package that the installed wheel carries. */
async function listPackage(venv: string): Promise<string[]> {
  const where = 'from importlib.resources import files; print(*files("cdk_twelve_factor_fargate._jsii").glob("*.tgz"), sep="\\n")';
  const tarball = await run(path.join(venv, 'bin', 'python'), ['-c', where], { cwd: venv });
  const listed = await run('tar', ['-tzf', tarball.trim()], { cwd: venv });
  return listed.trim().split('\n').map((file) => file.replace(/^package\//, ''));
}
