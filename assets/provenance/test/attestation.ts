/** Attestations of every kind, written independently of the scripts: good ones, and each of the ways in which one can be wrong. */
import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';

export const KEY = 'arn:aws:kms:eu-west-1:111122223333:alias/Guestbook-provenance';
export const SOURCE = 'https://github.com/acme/guestbook';
export const BUILDER = 'arn:aws:codepipeline:eu-west-1:111122223333:Guestbook';
export const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const BUILD_TYPE = 'https://github.com/cdk-twelve-factor-fargate/cdk-twelve-factor-fargate/blob/main/docs/provenance.md#build-type-v1';
const PAYLOAD = 'application/vnd.in-toto+json';
const ENVELOPE = 'application/vnd.dsse.envelope.v1+json';

export interface KeyPair { readonly pem: string; readonly publicKey: string }

export function newKey(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return {
    pem: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}

export interface Facts {
  readonly source?: string;
  readonly builder?: string;
  readonly commit?: string;
  readonly predicateType?: string;
  readonly type?: string;
}

export function statement(digest: string, { source = SOURCE, builder = BUILDER, commit = COMMIT, ...types }: Facts = {}): any {
  return {
    _type: types.type ?? 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'guestbook', digest: { sha256: digest.slice(7) } }],
    predicateType: types.predicateType ?? 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: { buildType: BUILD_TYPE, externalParameters: { repository: source, commit } },
      runDetails: { builder: { id: builder } },
    },
  };
}

/** The DSSE envelope of a payload. */
export function envelope(payload: string, { pem }: KeyPair, payloadType = PAYLOAD): any {
  const message = Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${Buffer.byteLength(payload)} `), Buffer.from(payload)]);
  const sig = sign('sha256', message, createPrivateKey(pem)).toString('base64');
  return { payloadType, payload: Buffer.from(payload).toString('base64'), signatures: [{ keyid: KEY, sig }] };
}

/** The manifest that holds envelopes. */
export function manifest(...envelopes: any[]): any {
  return {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    layers: envelopes.map((one) => layer(JSON.stringify(one))),
  };
}

export function layer(bytes: string): any {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return { mediaType: ENVELOPE, digest, size: Buffer.byteLength(bytes), data: Buffer.from(bytes).toString('base64') };
}

export function attestation(digest: string, key: KeyPair, facts: Facts = {}): any {
  return manifest(envelope(JSON.stringify(statement(digest, facts)), key));
}

/** What must be refused of an image, and what is said of it. */
export function badAttestations(digest: string, key: KeyPair): [what: string, text: string, says: RegExp][] {
  const other = newKey();
  const good = JSON.stringify(statement(digest));
  const unsigned = { ...envelope(good, key), signatures: [] };
  const swapped = { ...envelope(good, key), payload: envelope(JSON.stringify(statement(digest, { commit: 'x' })), key).payload };
  const wrongType = 'application/vnd.example+json';
  const text = JSON.stringify(attestation(digest, key));
  const changed = attestation(digest, key);
  changed.layers[0].digest = `sha256:${'0'.repeat(64)}`;
  const notEmbedded = attestation(digest, key);
  delete notEmbedded.layers[0].data;
  const index = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [] };
  return [
    ['signed by another key', JSON.stringify(attestation(digest, other)), /1 signatures, none by arn:aws:kms:/],
    ['by no key', JSON.stringify(manifest(unsigned)), /0 signatures, none by/],
    ['whose payload was exchanged', JSON.stringify(manifest(swapped)), /1 signatures, none by/],
    ['for another digest', JSON.stringify(attestation(`sha256:${'9'.repeat(64)}`, key)), /a statement about "sha256:9999/],
    ['of another repository', JSON.stringify(attestation(digest, key, { source: 'https://github.com/evil/guestbook' })),
      /repository "https:\/\/github.com\/evil\/guestbook", expected is "https:\/\/github.com\/acme\/guestbook"/],
    ['of another builder', JSON.stringify(attestation(digest, key, { builder: `${BUILDER}2` })), /builder ".*Guestbook2", expected is/],
    ['of another predicate', JSON.stringify(attestation(digest, key, { predicateType: 'https://slsa.dev/provenance/v0.2' })), /predicate type/],
    ['of another statement type', JSON.stringify(attestation(digest, key, { type: 'https://in-toto.io/Statement/v0.1' })), /statement type/],
    ['with a payload of another type', JSON.stringify(manifest(envelope(good, key, wrongType))), /a payload of type "application\/vnd.example\+json"/],
    ['whose type was exchanged after it was signed', JSON.stringify(manifest({ ...envelope(good, key, wrongType), payloadType: PAYLOAD })), /none by/],
    ['that is cut off', text.slice(0, -40), /text that is not JSON/],
    ['of 10 MB', JSON.stringify({ ...attestation(digest, key), annotations: { x: 'x'.repeat(10 * 1024 * 1024) } }), /of 104\d{5} characters; at most 262144/],
    ['that is an index', JSON.stringify(index), /"application\/vnd.oci.image.index.v1\+json", not the manifest/],
    ['whose envelope is not that of its digest', JSON.stringify(changed), /not the one of digest "sha256:0000/],
    ['whose envelope is elsewhere', JSON.stringify(notEmbedded), /not embedded/],
    ['that is an image', JSON.stringify({ ...attestation(digest, key), layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' }] }), /without an envelope/],
    ['with control characters', JSON.stringify(attestation(digest, key, { builder: 'x\n\u001b[2JRelease 9 is live\u202e' })), /builder "x\\n\\u001b\[2JRelease 9 is live\?"/],
    ['that is no object', 'null', /not the manifest/],
    ['with layers that are none', JSON.stringify({ layers: [null, 1, 'x'] }), /without an envelope/],
  ];
}
