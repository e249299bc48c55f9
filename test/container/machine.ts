import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { rootCertificates } from 'node:tls';

/** Where the image's npm looks for the configuration that all users share. */
export const NPM_FOLDER = '/usr/local/etc';

/**
 * Writes what this machine's npm needs to reach its registry into a folder that is to become NPM_FOLDER in the base: its settings, and the
 * certificate of a proxy that looks into TLS. Read by npm alone, so that neither the Dockerfile nor the process ever sees any of it.
 */
export function writeNpmSettings(folder: string): void {
  const certificates = process.env.NODE_EXTRA_CA_CERTS;
  const npmrc = process.env.NPM_CONFIG_USERCONFIG ?? path.join(homedir(), '.npmrc');
  const settings = existsSync(npmrc) ? [readFileSync(npmrc, 'utf8')] : [];
  if (certificates) {
    writeFileSync(path.join(folder, 'ca.pem'), [...rootCertificates, readFileSync(certificates, 'utf8')].join('\n'));
    settings.push(`cafile=${NPM_FOLDER}/ca.pem\n`);
  }
  writeFileSync(path.join(folder, 'npmrc'), settings.join('\n'));
}
