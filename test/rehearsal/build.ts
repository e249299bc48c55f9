import { createHash } from 'crypto';

/** The digest of a build that has a letter for a name. */
export function digest(build: string): string {
  return `sha256:${createHash('sha256').update(build).digest('hex')}`;
}

const BUILDS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** The letter again, from a digest or an image; a dash for what is no build. */
export function buildOf(imageOrDigest: string): string {
  return BUILDS.find((build) => imageOrDigest.endsWith(digest(build))) ?? '-';
}
