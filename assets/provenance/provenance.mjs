#!/usr/bin/env node
/**
 * Signs SLSA build provenance of one image and stores it beside the image, or verifies it. Node >= 18 and the AWS CLI, nothing else.
 *
 *   1. read what the tag sha256-<digest>.att of the repository names: valid provenance of the same build means that there is nothing to do,
 *      anything else is refused, since a tag in this repository never moves
 *   2. write an in-toto statement: this digest, from this commit of this repository, by this pipeline
 *   3. sign it with an asymmetric key of AWS KMS (ECDSA_SHA_256), in a DSSE envelope
 *   4. push the envelope as an OCI manifest whose subject is the image, under that tag, which is where cosign looks for it
 *
 * With --verify: step 1 alone, and the tag must exist. Exit code 0: it is valid; 3: it is not, and why; 1: it could not be read.
 *
 * Safe to run again, and at the same time: of two signatures of one build, the first one that is pushed stays. The envelope is embedded in the
 * manifest, too, so that a release reads it with one call that every releaser may make (ecr:BatchGetImage).
 *
 * The caller needs:
 *
 *   call                       | IAM action                                                     | on
 *   kms get-public-key         | kms:GetPublicKey                                               | the key
 *   kms sign                   | kms:Sign                                                       | the key
 *   ecr get-login-password     | ecr:GetAuthorizationToken                                      | *
 *   GET, HEAD in the registry  | ecr:BatchGetImage, BatchCheckLayerAvailability                 | the repository
 *   POST, PUT in the registry  | ecr:InitiateLayerUpload, UploadLayerPart, CompleteLayerUpload, |
 *                              | PutImage                                                       | the repository
 *
 * @see https://slsa.dev/spec/v1.0/provenance
 * @see https://github.com/secure-systems-lab/dsse/blob/master/protocol.md
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#push
 */
import { execFile } from 'node:child_process';
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';

const REPOSITORY = /^((?:\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.[a-z.]+)|(?:localhost|127\.0\.0\.1):\d+)\/([a-z0-9][a-z0-9._/-]+)$/;
const URI = /^[a-z][a-z0-9+.-]*:[^\s"\\]{1,400}$/i;
const WORD = { test: /^[^\s"\\]{1,400}$/, allows: '1 to 400 characters, no space, quote or backslash' };
const OPTIONS = {
  'repository-uri': { test: REPOSITORY, allows: 'the URI of a repository of Amazon ECR, without a tag' },
  'digest': { test: /^sha256:[0-9a-f]{64}$/, allows: 'sha256: and 64 lower-case hexadecimal digits' },
  'key': { test: /^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[\w/-]+$/, allows: 'the ARN of a key of AWS KMS or of its alias' },
  'source': { test: URI, allows: 'the URI of the repository of the code' },
  'builder': { test: URI, allows: 'a URI that names what builds, such as the ARN of a pipeline' },
  'commit': { ...WORD, optional: '--verify' },
  'branch': { ...WORD, optional: true },
  'invocation': { ...WORD, optional: '--verify' }, // the pipeline's execution or job
};

class Failure extends Error {} // an expected failure: its message is the whole story, no stack trace
class NotProven extends Failure {} // of the provenance; any other failure says nothing about it

async function main() {
  const expected = { ...options, publicKey: await readPublicKey() };
  const found = await readAttestation();
  if (found !== undefined || options.verify) {
    const problem = found === undefined ? `there is no tag ${tag}` : problemOfProvenance(found, expected);
    if (problem) throw new NotProven(refusal(problem, expected));
    return console.log(`${image} has valid provenance: ${about(expected)}.`);
  }
  const envelope = await sign(statement());
  const answer = await pushAttestation(envelope);
  // Read back: what counts is what the registry gives to a release. Another run may have been faster, and then its provenance is what is there.
  const stored = await readAttestation();
  if (stored === undefined) throw new Failure(`The registry did not store the provenance of ${image}: ${answer}`);
  const problem = problemOfProvenance(stored, expected);
  if (problem) throw new NotProven(refusal(problem, expected));
  console.log(`Signed the provenance of ${image}: ${about(expected)}.`);
}

function refusal(problem, { key, source, builder, commit }) {
  return [
    `${image} has no provenance that is valid here.`,
    `  found     ${problem}`,
    `  expected  ${about({ key, source, builder, commit })}`,
    `  to do     ${options.verify ? 'build the commit anew with the pipeline that signs' : `see who has written the tag ${tag}: nothing but this step should. If it may go, delete it and retry:`}`,
    ...(options.verify ? [] : [`            aws ecr batch-delete-image --repository-name ${name} --image-ids imageTag=${tag}`]),
  ].join('\n');
}

function about({ key, source, builder, commit }) {
  return `built from ${source}${commit ? ` at commit ${commit}` : ''} by ${builder}, signed by ${key}`;
}

// ---- 1. The statement ----------------------------------------------------------------------------------------------------------------------

/** @see https://slsa.dev/spec/v1.0/provenance#schema */
function statement() {
  const { source, commit, branch, builder, invocation, digest } = options;
  return {
    _type: STATEMENT,
    subject: [{ name: options['repository-uri'], digest: { sha256: digest.slice('sha256:'.length) } }],
    predicateType: PREDICATE,
    predicate: {
      buildDefinition: {
        buildType: BUILD_TYPE,
        externalParameters: { repository: source, commit, ...(branch === undefined ? {} : { branch }) },
        // An object of S3 has a version, and no commit that could be a digest.
        resolvedDependencies: [/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)
          ? { uri: `git+${source}`, digest: { gitCommit: commit } }
          : { uri: `${source}?versionId=${encodeURIComponent(commit)}` }],
      },
      runDetails: { builder: { id: builder }, metadata: { invocationId: invocation } },
    },
  };
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
async function sign(content) {
  const payload = Buffer.from(JSON.stringify(content));
  const folder = mkdtempSync(join(tmpdir(), 'provenance-'));
  try {
    const file = join(folder, 'digest'); // in a file: the two versions of the AWS CLI read bytes on the command line in two ways
    writeFileSync(file, createHash('sha256').update(preAuthenticationEncoding(payload)).digest());
    const { Signature: sig } = JSON.parse(await aws('kms', 'sign', '--key-id', options.key, '--message', `fileb://${file}`, '--message-type', 'DIGEST',
      '--signing-algorithm', 'ECDSA_SHA_256', '--region', regionOf(options.key), '--output', 'json'));
    return Buffer.from(JSON.stringify({ payloadType: PAYLOAD, payload: payload.toString('base64'), signatures: [{ keyid: options.key, sig }] }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readPublicKey() {
  const answer = await aws('kms', 'get-public-key', '--key-id', options.key, '--region', regionOf(options.key), '--output', 'json');
  return JSON.parse(answer).PublicKey;
}

// ---- 2. The registry -----------------------------------------------------------------------------------------------------------------------

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const ACCEPTED = [MANIFEST, 'application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json'];

/** What the tag names, as text; undefined when there is no such tag. */
async function readAttestation() {
  const answer = await call('GET', `manifests/${tag}`, { headers: { accept: ACCEPTED.join(', ') }, expect: [200, 404] });
  return answer.status === 404 ? undefined : answer.text();
}

/** The manifest is pushed last, so a tag that is there names something complete. */
async function pushAttestation(envelope) {
  const subject = await call('GET', `manifests/${options.digest}`, { headers: { accept: ACCEPTED.join(', ') }, expect: [200, 404] });
  if (subject.status === 404) throw new Failure(`${image} is not in the repository. Build and push it first.`);
  const size = (await subject.arrayBuffer()).byteLength;
  const config = Buffer.from('{}');
  await pushBlob(config);
  await pushBlob(envelope);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST,
    artifactType: ENVELOPE,
    config: { ...descriptor('application/vnd.oci.empty.v1+json', config), data: config.toString('base64') },
    layers: [{
      ...descriptor(ENVELOPE, envelope),
      data: envelope.toString('base64'),
      annotations: { 'dev.cosignproject.cosign/signature': '', 'predicateType': PREDICATE },
    }],
    // ECR deletes what refers to an image once the image itself has expired.
    subject: { mediaType: subject.headers.get('content-type'), digest: options.digest, size },
  });
  // 400 and 409: the tag was taken meanwhile. What is there is read afterwards.
  const answer = await call('PUT', `manifests/${tag}`, { headers: { 'content-type': MANIFEST }, body: manifest, expect: [201, 400, 409] });
  return `${answer.status} ${(await answer.text()).slice(0, 500)}`;
}

function descriptor(mediaType, bytes) {
  return { mediaType, digest: sha256(bytes), size: bytes.length };
}

async function pushBlob(bytes) {
  const digest = sha256(bytes);
  if ((await call('HEAD', `blobs/${digest}`, { expect: [200, 404] })).status === 200) return;
  const started = await call('POST', 'blobs/uploads/', { headers: { 'content-length': '0' }, expect: [202] });
  const place = new URL(started.headers.get('location'), base);
  if (place.origin !== base.origin) throw new Failure(`The registry sends an upload to ${place.origin}, which is not itself.`);
  place.searchParams.set('digest', digest);
  await call('PUT', place, { headers: { 'content-type': 'application/octet-stream' }, body: bytes, expect: [201] });
}

let token;

/** One request. Repeated while the registry is busy or the network fails. */
async function call(method, where, { headers = {}, body, expect }) {
  token ??= Buffer.from(`AWS:${(await aws('ecr', 'get-login-password', ...(region ? ['--region', region] : []))).trim()}`).toString('base64');
  const url = where instanceof URL ? where : new URL(`/v2/${name}/${where}`, base);
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(url, { method, headers: { authorization: `Basic ${token}`, ...headers }, body, redirect: 'error' }).catch(error => error);
    if (expect.includes(answer.status)) return answer;
    const isBusy = answer instanceof Error || answer.status === 429 || answer.status >= 500;
    if (!isBusy || attempt === 6) {
      const why = answer instanceof Error ? answer.cause?.message ?? answer.message : `${answer.status} ${(await answer.text()).slice(0, 500)}`;
      throw new Failure(`${method} ${url.pathname} in the registry ${url.host}: ${why}`);
    }
    await sleep(Math.random() * Math.min(10_000, 250 * 2 ** attempt));
  }
}

// ---- 3. What provenance must be: the same lines in release.mjs and provenance.mjs -------------------------------------------------------------

const BUILD_TYPE = 'https://github.com/cdk-twelve-factor-fargate/cdk-twelve-factor-fargate/blob/main/docs/provenance.md#build-type-v1';
const ENVELOPE = 'application/vnd.dsse.envelope.v1+json';
const PAYLOAD = 'application/vnd.in-toto+json';
const STATEMENT = 'https://in-toto.io/Statement/v1';
const PREDICATE = 'https://slsa.dev/provenance/v1';
const MOST_CHARACTERS = 256 * 1024; // provenance has some thousand

/** Why the manifest of an attestation is not what is expected; undefined when it is. Whatever it holds comes from a registry that others write. */
function problemOfProvenance(text, expected) {
  if (text.length > MOST_CHARACTERS) return `a manifest of ${text.length} characters; at most ${MOST_CHARACTERS} are read`;
  const manifest = parsed(text);
  if (!Array.isArray(manifest?.layers)) return `${manifest === undefined ? 'text that is not JSON' : show(manifest?.mediaType)}, not the manifest of an attestation`;
  const envelopes = manifest.layers.filter(layer => layer?.mediaType === ENVELOPE);
  if (envelopes.length === 0) return `a manifest without an envelope of type ${ENVELOPE}`;
  const problems = envelopes.slice(0, 16).map(layer => problemOfEnvelope(layer, expected));
  return problems.includes(undefined) ? undefined : problems[0];
}

function problemOfEnvelope({ data, digest, size }, expected) {
  if (typeof data !== 'string') return 'an envelope that is not embedded in its manifest, as that of provenance.mjs is';
  const bytes = Buffer.from(data, 'base64');
  if (digest !== sha256(bytes) || size !== bytes.length) return `an embedded envelope that is not the one of digest ${show(digest)}`;
  const envelope = parsed(bytes);
  if (envelope?.payloadType !== PAYLOAD) return `a payload of type ${show(envelope?.payloadType)}, expected is ${PAYLOAD}`;
  const payload = Buffer.from(String(envelope.payload), 'base64');
  const signatures = Array.isArray(envelope.signatures) ? envelope.signatures.slice(0, 16) : [];
  const isSigned = signatures.some(one => verifies(expected.publicKey, preAuthenticationEncoding(payload), one?.sig)); // one of ours is enough
  return isSigned ? problemOfStatement(parsed(payload), expected) : `${signatures.length} signatures, none by ${expected.key}`;
}

function problemOfStatement(statement, { digest, source, builder, commit }) {
  const { externalParameters: parameters, buildType } = statement?.predicate?.buildDefinition ?? {};
  const subjects = Array.isArray(statement?.subject) ? statement.subject.map(one => `sha256:${one?.digest?.sha256}`) : [];
  if (!subjects.includes(digest)) return `a statement about ${show(subjects.slice(0, 3).join(', '))}, not about this image`;
  const facts = [
    ['statement type', statement._type, STATEMENT],
    ['predicate type', statement.predicateType, PREDICATE],
    ['build type', buildType, BUILD_TYPE],
    ['repository', parameters?.repository, source],
    ['builder', statement.predicate?.runDetails?.builder?.id, builder],
    ['commit', parameters?.commit, commit ?? parameters?.commit],
  ];
  const [what, found, wanted] = facts.find(([, is, must]) => is !== must) ?? [];
  return what && `${what} ${show(found)}, expected is ${show(wanted)}`;
}

function verifies(publicKey, message, signature) {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return verifySignature('sha256', message, key, Buffer.from(String(signature), 'base64'));
  } catch {
    return false;
  }
}

/** What is signed: type and content, each after its length. @see https://github.com/secure-systems-lab/dsse/blob/master/protocol.md */
function preAuthenticationEncoding(payload) {
  return Buffer.concat([Buffer.from(`DSSEv1 ${PAYLOAD.length} ${PAYLOAD} ${payload.length} `), payload]);
}

function sha256(bytes) {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** In one line, whatever it is: control characters must not forge a log. */
function show(value) {
  return String(JSON.stringify(value)).replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}

function regionOf(arn) {
  return arn.split(':')[3];
}

// ---- 4. The AWS CLI and the command line ------------------------------------------------------------------------------------------------------

async function aws(...words) {
  const env = { ...process.env, AWS_PAGER: '', AWS_CLI_ERROR_FORMAT: 'legacy', AWS_RETRY_MODE: 'standard', AWS_MAX_ATTEMPTS: '8' };
  try {
    return (await promisify(execFile)('aws', words, { env, maxBuffer: 16 * 1024 * 1024 })).stdout;
  } catch (error) {
    if (error.code === 'ENOENT') throw new Failure('There is no aws command on the PATH: install the AWS CLI.');
    throw new Failure(`aws ${words[0]} ${words[1]}: ${error.stderr?.trim() || error.message}`);
  }
}

/** All mistakes at once. */
function readOptions() {
  const names = Object.keys(OPTIONS);
  const types = Object.fromEntries([...names.map(each => [each, { type: 'string' }]), ['verify', { type: 'boolean' }]]);
  const { values } = parseArgs({ options: types });
  const wrong = names.map(each => {
    const { test, allows, optional } = OPTIONS[each];
    if (values[each] === undefined) return !optional || optional === '--verify' && !values.verify ? `--${each} is missing; give ${allows}` : undefined;
    return test.test(values[each]) ? undefined : `--${each} is ${show(values[each])}; give ${allows}`;
  });
  if (wrong.some(Boolean)) throw new Error(wrong.filter(Boolean).join('\n'));
  return values;
}

let options;
try {
  options = readOptions();
} catch (error) {
  console.error(error.message);
  process.exit(2);
}
const [, host, region, name] = REPOSITORY.exec(options['repository-uri']);
const base = new URL(`${region ? 'https' : 'http'}://${host}`); // a registry of this machine, for trials, has no certificate
const image = `${options['repository-uri']}@${options.digest}`;
const tag = `${options.digest.replace(':', '-')}.att`;

main().catch(error => {
  console.error(error instanceof Failure ? error.message : error.stack);
  process.exitCode = error instanceof NotProven ? 3 : 1;
});
