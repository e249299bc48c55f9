import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import * as path from 'node:path';
import { rootCertificates } from 'node:tls';
import { Buildah } from './base-image';

/**
 * Gives the base what this machine's npm needs to reach its registry: its settings, and the certificate of a proxy that looks into TLS. Only
 * in the storage of this run, and read by npm alone, so that neither the Dockerfile nor the process ever sees any of it.
 */
export function giveTheMachinesTrust(buildah: Buildah, base: string): void {
  const certificates = process.env.NODE_EXTRA_CA_CERTS;
  const npmrc = process.env.NPM_CONFIG_USERCONFIG ?? path.join(homedir(), '.npmrc');
  if (!certificates && !existsSync(npmrc)) return;
  const folder = mkdtempSync(path.join(tmpdir(), 'twelve-factor-machine-'));
  try {
    const container = buildah('from', '--pull-never', base);
    const settings = existsSync(npmrc) ? [readFileSync(npmrc, 'utf8')] : [];
    if (certificates) {
      writeFileSync(path.join(folder, 'ca.pem'), [...rootCertificates, readFileSync(certificates, 'utf8')].join('\n'));
      buildah('copy', container, path.join(folder, 'ca.pem'), '/usr/local/etc/ca.pem');
      settings.push('cafile=/usr/local/etc/ca.pem\n');
    }
    writeFileSync(path.join(folder, 'npmrc'), settings.join('\n'));
    buildah('copy', container, path.join(folder, 'npmrc'), '/usr/local/etc/npmrc'); // npm's global configuration
    buildah('commit', '--rm', container, base);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
