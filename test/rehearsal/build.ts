import { createHash } from 'crypto';

const MEDIA = 'application/vnd.oci.image';
const BUILDS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** The manifest of a build that has a letter for a name: complete, though nobody holds its layer. */
export function manifest(build: string): string {
  const part = (mediaType: string, content: string) => ({ mediaType, digest: sha256(content), size: content.length });
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: `${MEDIA}.manifest.v1+json`,
    config: part(`${MEDIA}.config.v1+json`, `the config of build ${build}`),
    layers: [part(`${MEDIA}.layer.v1.tar+gzip`, `the layer of build ${build}`)],
  });
}

/** Its digest: of the manifest, as a registry says it. */
export function digest(build: string): string {
  return sha256(manifest(build));
}

/** The letter again, from a digest or an image; a dash for what is no build. */
export function buildOf(imageOrDigest: string): string {
  return BUILDS.find((build) => imageOrDigest.endsWith(digest(build))) ?? '-';
}

/** A text with each digest in it told by its letter. */
export function withLetters(text: string): string {
  return text.replace(/sha256:[0-9a-f]{64}/g, (found) => `<digest of ${buildOf(found)}>`);
}

export function sha256(content: string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
