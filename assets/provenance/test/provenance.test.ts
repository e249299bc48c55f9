/** The real script as a child process, with real signatures; the registry is a stand-in, and a real one where there is one on the PATH. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { attestation, badAttestations, BUILDER, COMMIT, envelope, KEY, KeyPair, manifest, newKey, SOURCE, statement } from './attestation';
import { freePort } from '../../../test/rehearsal/free-port';

jest.setTimeout(60_000);

const SCRIPT = join(__dirname, '..', 'provenance.mjs');
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const IMAGE = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, layers: [] }, null, 3);
const DIGEST = sha256(IMAGE);
const TAG = `${DIGEST.replace(':', '-')}.att`;
const key = newKey();

let worker: Worker;
let port: number;
beforeAll(async () => {
  worker = new Worker(join(__dirname, 'registry.mjs'));
  port = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
});
afterAll(() => worker.terminate());

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'provenance-'));
  copyFileSync(join(__dirname, 'signer.mjs'), join(folder, 'aws.mjs'));
  writeFileSync(join(folder, 'aws'), `#!/bin/sh\nexec '${process.execPath}' '${join(folder, 'aws.mjs')}' "$@"\n`);
  chmodSync(join(folder, 'aws'), 0o755);
  writeFileSync(join(folder, 'key.pem'), key.pem);
  await registry('reset');
  await registry(`tag/latest?type=${MANIFEST}`, IMAGE);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

async function registry(what: string, body?: string): Promise<string> {
  const url = `http://127.0.0.1:${port}/test/${what.replace(/\+/g, '%2B')}`;
  return (await fetch(url, { method: body === undefined ? 'GET' : 'POST', body })).text();
}

function run(more: Record<string, string | boolean | undefined> = {}, at = port) {
  const given: Record<string, string | boolean | undefined> = {
    'repository-uri': `127.0.0.1:${at}/guestbook`,
    'digest': DIGEST,
    'key': KEY,
    'source': SOURCE,
    'builder': BUILDER,
    'commit': COMMIT,
    'branch': 'main',
    'invocation': 'execution-1',
    ...more,
  };
  const words = Object.entries<string | boolean | undefined>(given).flatMap(([name, value]) => (value === undefined ? [] : value === true ? [`--${name}`] : [`--${name}`, String(value)]));
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...words], { encoding: 'utf8', env, timeout: 50_000 });
  const calls = existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : [];
  return { status, out: stdout, err: stderr, calls };
}

const ONLY_VERIFY = { verify: true, branch: undefined, invocation: undefined };
const stored = () => registry(`tags/${TAG}`);
const requests = async (): Promise<string[]> => JSON.parse(await registry('requests'));

describe('the provenance of an image', () => {
  test('is a statement that this digest was built from this commit of this repository by this pipeline', async () => {
    expect(run()).toMatchObject({ status: 0, err: '' });
    const { layers: [{ data, annotations }], subject } = JSON.parse(await stored());
    const { payload, payloadType, signatures } = JSON.parse(Buffer.from(data, 'base64').toString());
    expect(payloadType).toBe('application/vnd.in-toto+json');
    expect(signatures).toEqual([{ keyid: KEY, sig: expect.any(String) }]);
    expect(JSON.parse(Buffer.from(payload, 'base64').toString())).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: `127.0.0.1:${port}/guestbook`, digest: { sha256: DIGEST.slice(7) } }],
      predicateType: 'https://slsa.dev/provenance/v1',
      predicate: {
        buildDefinition: {
          buildType: expect.stringMatching(/docs\/provenance\.md#build-type-v1$/),
          externalParameters: { repository: SOURCE, commit: COMMIT, branch: 'main' },
          resolvedDependencies: [{ uri: `git+${SOURCE}`, digest: { gitCommit: COMMIT } }],
        },
        runDetails: { builder: { id: BUILDER }, metadata: { invocationId: 'execution-1' } },
      },
    });
    expect(annotations.predicateType).toBe('https://slsa.dev/provenance/v1');
    expect(subject).toEqual({ mediaType: MANIFEST, digest: DIGEST, size: IMAGE.length }); // by which ECR deletes it with the image
  });

  test('of the version of an object names that version, since it is no commit of git', async () => {
    run({ source: 's3://acme-code/guestbook.zip', commit: 'a+b/c', branch: undefined });
    const { layers: [{ data }] } = JSON.parse(await stored());
    const { predicate } = JSON.parse(Buffer.from(JSON.parse(Buffer.from(data, 'base64').toString()).payload, 'base64').toString());
    expect(predicate.buildDefinition).toMatchObject({
      externalParameters: { repository: 's3://acme-code/guestbook.zip', commit: 'a+b/c' },
      resolvedDependencies: [{ uri: 's3://acme-code/guestbook.zip?versionId=a%2Bb%2Fc' }],
    });
  });

  test('is signed once: a repetition finds it and writes nothing', async () => {
    run();
    const first = await stored();
    const { status, out, calls } = run({ invocation: 'execution-2' });
    expect({ status, out }).toEqual({ status: 0, out: expect.stringContaining('has valid provenance') });
    expect(calls.filter((call) => call.startsWith('kms sign'))).toHaveLength(1);
    expect(await stored()).toBe(first);
  });

  test('of two runs at once is that of the faster one', async () => {
    const faster = JSON.stringify(attestation(DIGEST, key));
    await registry('race', faster);
    expect(run()).toMatchObject({ status: 0 });
    expect(await stored()).toBe(faster);
    await registry('reset');
    await registry(`tag/latest?type=${MANIFEST}`, IMAGE);
    await registry('race', JSON.stringify(attestation(DIGEST, newKey())));
    expect(run()).toMatchObject({ status: 3, err: expect.stringContaining('none by') });
  });

  test('survives a registry that is busy', async () => {
    await registry('busy/3');
    expect(run()).toMatchObject({ status: 0 });
  });

  test('verifies afterwards, with no right to sign', async () => {
    run();
    rmSync(join(folder, 'calls'));
    const { status, out, calls } = run(ONLY_VERIFY);
    expect({ status, out }).toEqual({ status: 0, out: expect.stringContaining(`built from ${SOURCE} at commit ${COMMIT} by ${BUILDER}`) });
    expect(calls.map((call) => call.split(' ').slice(0, 2).join(' '))).toEqual(['kms get-public-key', 'ecr get-login-password']);
    expect(run({ ...ONLY_VERIFY, commit: undefined })).toMatchObject({ status: 0 });
  });
});

describe('nothing is signed', () => {
  test('of an image that is not there', async () => {
    const { status, err } = run({ digest: `sha256:${'a'.repeat(64)}` });
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining('is not in the repository. Build and push it first.') });
    expect((await requests()).filter((one) => /^(PUT|POST)/.test(one))).toEqual([]);
  });

  test.each(badAttestations(DIGEST, key))('where the tag names one %s, and it says what to do', async (_what, text, says) => {
    await registry(`tag/${TAG}?type=${text.includes(INDEX) ? INDEX : MANIFEST}`, text);
    const { status, err, calls } = run();
    expect(status).toBe(3);
    expect(err).toMatch(says);
    expect(err).toContain(`aws ecr batch-delete-image --repository-name guestbook --image-ids imageTag=${TAG}`);
    expect(err).toMatch(/^[\x20-\x7e\n]*$/); // nothing of it can forge a log
    expect(calls.some((call) => call.startsWith('kms sign'))).toBe(false);
    expect(await stored()).toBe(text);
  });

  test('where the tag names one of another commit', async () => {
    await registry(`tag/${TAG}?type=${MANIFEST}`, JSON.stringify(attestation(DIGEST, key, { commit: 'e'.repeat(40) })));
    expect(run()).toMatchObject({ status: 3, err: expect.stringContaining(`commit "${'e'.repeat(40)}", expected is "${COMMIT}"`) });
  });

  test('without the right to', () => {
    writeFileSync(join(folder, 'denied'), '');
    expect(run()).toMatchObject({ status: 1, err: expect.stringContaining('aws kms get-public-key: An error occurred (AccessDeniedException)') });
  });
});

describe('verification', () => {
  test('fails where there is none', () => {
    const { status, err } = run(ONLY_VERIFY);
    expect(status).toBe(3);
    expect(err).toContain(`found     there is no tag ${TAG}`);
    expect(err).toContain('build the commit anew');
  });

  test.each<[string, any]>([
    ['one of several signatures', (() => {
      const both = envelope(JSON.stringify(statement(DIGEST)), key);
      both.signatures.unshift(...envelope(both.payload, newKey()).signatures, { sig: 'AAAA' }, null, { sig: 7 });
      return manifest(both);
    })()],
    ['one of several envelopes', manifest(...[newKey(), key].map((one: KeyPair) => envelope(JSON.stringify(statement(DIGEST)), one)))],
  ])('takes %s', async (_what, text) => {
    await registry(`tag/${TAG}?type=${MANIFEST}`, JSON.stringify(text));
    expect(run(ONLY_VERIFY)).toMatchObject({ status: 0 });
  });
});

test('all mistakes on the command line are named at once', () => {
  const { status, err } = run({ 'repository-uri': 'https://example.com', 'digest': 'latest', 'key': 'alias/x', 'source': undefined, 'commit': 'a b', 'invocation': undefined });
  expect(status).toBe(2);
  expect(err.trim().split('\n')).toEqual([
    expect.stringContaining('--repository-uri is "https://example.com"; give the URI of a repository of Amazon ECR'),
    expect.stringContaining('--digest is "latest"'),
    expect.stringContaining('--key is "alias/x"; give the ARN'),
    '--source is missing; give the URI of the repository of the code',
    expect.stringContaining('--commit is "a b"'),
    expect.stringContaining('--invocation is missing'),
  ]);
});

test('what verifies provenance is the same in both scripts', () => {
  const shared = (script: string) => /\n\/\/ -+ [\d.]*\S* ?What provenance must be: .*?\n([\s\S]*?)\n\/\/ ---- /.exec(readFileSync(script, 'utf8'))?.[1];
  const here = shared(SCRIPT);
  expect(here).toContain('function problemOfProvenance');
  expect(shared(join(__dirname, '..', '..', 'release', 'release.mjs'))).toBe(here);
});

/** A program that not every machine has. */
const onPath = (...names: string[]) => names.find((name) => spawnSync('which', [name]).status === 0);
const REGISTRY = onPath('docker-registry', 'registry');
const COSIGN = onPath('cosign');

(REGISTRY ? describe : describe.skip)('in a real registry', () => {
  let server: ReturnType<typeof spawn>;
  let real: number;
  beforeAll(async () => {
    real = await freePort();
    const root = mkdtempSync(join(tmpdir(), 'registry-'));
    const config = join(root, 'config.yml');
    writeFileSync(config, JSON.stringify({ version: 0.1, storage: { filesystem: { rootdirectory: root } }, http: { addr: `127.0.0.1:${real}` } }));
    server = spawn(REGISTRY!, ['serve', config], { stdio: 'ignore' });
    for (let attempt = 0; attempt < 100 && !await fetch(`http://127.0.0.1:${real}/v2/`).then(() => true, () => false); attempt++) await sleep(100);
  });
  afterAll(() => { server.kill('SIGKILL'); });

  /** An image without layers, with a config of its own, pushed as any client does. */
  async function pushImage(name: string): Promise<string> {
    const base = `http://127.0.0.1:${real}/v2/guestbook`;
    const config = JSON.stringify({ architecture: 'arm64', os: 'linux', author: name, rootfs: { type: 'layers', diff_ids: [] } });
    const { headers } = await fetch(`${base}/blobs/uploads/`, { method: 'POST' });
    await fetch(`${new URL(headers.get('location')!, base)}&digest=${sha256(config)}`, { method: 'PUT', body: config, headers: { 'content-type': 'application/octet-stream' } });
    const image = JSON.stringify({
      schemaVersion: 2, mediaType: MANIFEST, config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: sha256(config), size: config.length }, layers: [],
    });
    const { status } = await fetch(`${base}/manifests/${name}`, { method: 'PUT', body: image, headers: { 'content-type': MANIFEST } });
    expect(status).toBe(201);
    return sha256(image);
  }

  test('it is pushed, found again and verified', async () => {
    const digest = await pushImage('one');
    expect(run({ digest }, real)).toMatchObject({ status: 0, err: '', out: expect.stringContaining('Signed the provenance') });
    expect(run({ digest }, real)).toMatchObject({ status: 0, out: expect.stringContaining('has valid provenance') });
    expect(run({ ...ONLY_VERIFY, digest }, real)).toMatchObject({ status: 0 });
    expect(run({ ...ONLY_VERIFY, digest: await pushImage('two') }, real)).toMatchObject({ status: 3 });
  });

  (COSIGN ? test : test.skip)('cosign accepts it, and refuses it under another key', async () => {
    const digest = await pushImage('three');
    expect(run({ digest }, real)).toMatchObject({ status: 0 });
    const verify = ({ publicKey }: KeyPair) => {
      const file = join(folder, 'cosign.pub');
      writeFileSync(file, `-----BEGIN PUBLIC KEY-----\n${publicKey.replace(/(.{64})/g, '$1\n')}\n-----END PUBLIC KEY-----\n`);
      const words = ['verify-attestation', '--key', file, '--type', 'slsaprovenance1', '--insecure-ignore-tlog', '--allow-http-registry'];
      const { status, stdout, stderr } = spawnSync(COSIGN!, [...words, `127.0.0.1:${real}/guestbook@${digest}`], { encoding: 'utf8', env: { ...process.env, HOME: folder } });
      return { status, stdout, stderr };
    };
    const { status, stdout } = verify(key);
    expect(status).toBe(0);
    expect(JSON.parse(Buffer.from(JSON.parse(stdout).payload, 'base64').toString()).predicate.buildDefinition.externalParameters.commit).toBe(COMMIT);
    expect(verify(newKey())).toMatchObject({ status: 3 });
  });
});
