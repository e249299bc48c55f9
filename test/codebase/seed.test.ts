import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Codebase, TwelveFactorFargateApp } from '../../src';
import { bundledSeed, seedOf } from '../../src/private/seed';
import { leftOut } from '../../src/private/seed-files';
import { ROOT } from '../support/snippets';
import { newApp, NO_FLAGS } from '../support/synthesis';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true })));

/** A folder with these files. */
function folderOf(files: { [name: string]: string }): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'seed-'));
  folders.push(folder);
  for (const [name, text] of Object.entries({ Dockerfile: 'FROM scratch', ...files })) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

function filesIn(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true } as any).filter((one: any) => one.isFile())
    .map((one: any) => path.relative(folder, path.join(one.parentPath ?? one.path, one.name))).sort();
}

/** The files of the first commit, the asset, and what is warned of. */
function seeded(folder: string) {
  const app = newApp(NO_FLAGS); // no validator, which takes no stack that is empty
  const stack = new Stack(app, 'Stack');
  const asset = seedOf(stack, 'Seed', folder);
  return { files: filesIn(path.join(app.synth().directory, asset.assetPath)), hash: asset.assetHash, stack };
}

const PRIVATE = '-----BEGIN RSA PRIVATE KEY-----';
const SECRETS = {
  '.env': 'A=1',
  '.env.local': 'A=1',
  'web/.env.production': 'A=1',
  '.npmrc': '//registry.npmjs.org/:_authToken=npm_abcdef',
  '.yarnrc.yml': 'npmAuthToken: "abcdef"',
  'id_rsa': PRIVATE,
  'keys/id_ed25519': PRIVATE,
  'keys/server.pem': PRIVATE,
  'keys/server.key': PRIVATE,
  'keys/store.p12': 'x',
  '.netrc': 'machine x',
  '.aws/credentials': 'x',
};
const ORDINARY = {
  '.env.example': 'A=',
  '.env.sample': 'A=',
  '.env.template': 'A=',
  'web/.npmrc': 'save-exact=true\n; _authToken=old\n//registry.npmjs.org/:_authToken=${NPM_TOKEN}',
  'certificates/rds.pem': '-----BEGIN CERTIFICATE-----',
  'keys/id_rsa.pub': 'ssh-rsa x',
  'src/environment.ts': '',
  'src/keys.ts': '',
};

test('files that hold secrets are not in the first commit, and a warning names them; those that look like them are', () => {
  const { files, stack } = seeded(folderOf({ ...SECRETS, ...ORDINARY }));
  expect(files).toEqual(['Dockerfile', ...Object.keys(ORDINARY)].sort());
  const [warning] = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('the first commit does not have'));
  const told = String(warning.entry.data);
  Object.keys(SECRETS).map((one) => one.replace('/credentials', '')).forEach((one) => expect(told).toContain(one));
  expect(told).toContain('[ack: cdk-twelve-factor-fargate:Codebase.secretsLeftOut]');
});

test('there is nothing to warn of when .gitignore names them', () => {
  const { files, stack } = seeded(folderOf({ '.gitignore': '.env*\n!.env.example\n*.pem\n', '.env.local': 'A=1', '.env.example': 'A=', 'key.pem': PRIVATE }));
  expect(files).toEqual(['.env.example', '.gitignore', 'Dockerfile']);
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
});

test('no .gitignore brings a secret in, nor what tools make', () => {
  const { files } = seeded(folderOf({ '.gitignore': '!.env.local\n!node_modules\n', '.env.local': 'A=1', 'node_modules/a/index.js': '', 'web/node_modules/b.js': '', 'cdk.out/x': '' }));
  expect(files).toEqual(['.gitignore', 'Dockerfile']);
});

test('what .gitignore files name is left out, those in folders included, as Git reads them', () => {
  const made = {
    '.gitignore': 'dist/\n*.log\n!kept.log\n/only-here\n# comment\n\nbuild*\n',
    'web/.gitignore': '/out\ncache\nsub/deep.txt\n!important.log\n',
    'odd [name]/.gitignore': '*.tmp\n',
    'dist/a.js': '',
    'web/dist/b.js': '',
    'a.log': '',
    'kept.log': '',
    'only-here': '',
    'web/only-here': '',
    'web/out/x': '',
    'web/sub/out/x': '',
    'web/x/cache/y': '',
    'web/sub/deep.txt': '',
    'web/other/sub/deep.txt': '',
    'web/important.log': '',
    'builds.txt': '',
    'odd [name]/a.tmp': '',
    'odd [name]/a.txt': '',
  };
  const folder = folderOf(made);
  const git = (...words: string[]) => execFileSync('git', words, { cwd: folder, encoding: 'utf8' });
  git('init', '--quiet');
  const tracked = git('ls-files', '--others', '--exclude-standard', '-z').split('\0').filter((one) => one !== '').sort();
  expect(tracked.length).toBeLessThan(Object.keys(made).length);
  expect(seeded(folder).files).toEqual(tracked);
});

test('what is left out does not change the hash', () => {
  const first = folderOf({ '.gitignore': 'dist\n', 'src/a.js': '1' });
  const second = folderOf({ '.gitignore': 'dist\n', 'src/a.js': '1', 'dist/a.js': 'x', '.env.local': 'A=1' });
  const third = folderOf({ '.gitignore': 'dist\n', 'src/a.js': '2' });
  expect(seeded(second).hash).toBe(seeded(first).hash);
  expect(seeded(third).hash).not.toBe(seeded(first).hash);
});

test('a Dockerfile that a .gitignore names is a mistake', () => {
  const seed = folderOf({ '.gitignore': 'Docker*\n' });
  expect(() => new TwelveFactorFargateApp(newApp(), 'Guestbook', { codebase: Codebase.codeCommit({ seed }) }))
    .toThrow(/codebase\.seed is ".*", whose Dockerfile is left out of the first commit by a \.gitignore; take it out of there/);
});

test('the bundled service holds no secret', () => {
  expect(leftOut(path.join(ROOT, 'assets', 'service')).secrets).toEqual([]);
});

test('the bundled service has the same hash here and in the package', () => {
  const [{ files }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  const packed = (files as { path: string }[]).map((one) => one.path).filter((one) => one.startsWith('assets/service/'));
  expect(packed).toContain('assets/service/Dockerfile');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packed-'));
  folders.push(folder);
  for (const file of packed) {
    const target = path.join(folder, path.relative('assets/service', file));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.copyFileSync(path.join(ROOT, file), target);
  }
  const hash = (from: string): string => (bundledSeed(new Stack(newApp()), 'Seed', from) as Asset).assetHash;
  expect(hash(path.join(ROOT, 'assets', 'service'))).toBe(hash(folder));
});
