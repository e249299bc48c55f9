import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { output } from './command';
import { alone } from '../support/alone';

export type Buildah = (...args: string[]) => string;

const CACHE = path.join(__dirname, '..', '..', 'node_modules', '.cache', 'container');

/** The base has both, in these versions. */
const NODE_MAJOR = 24;
const NPM_MAJOR = 11;

/**
 * A stand-in for the base where no registry of images can be reached: the same Debian from its own packages, and the same major versions of
 * Node and npm from the registry of packages. Made once, as it takes minutes.
 */
export function localBase(buildah: Buildah, name: string): string {
  const archive = path.join(CACHE, `node${NODE_MAJOR}-${process.arch}.tar`);
  if (!existsSync(archive)) {
    alone(`${archive}.lock`, () => existsSync(archive) || make(buildah, archive)); // other tests may need it at the same time
  }
  buildah('tag', buildah('pull', `oci-archive:${archive}`), name);
  return `made here from Debian's packages with Node ${readFileSync(`${archive}.version`, 'utf8')}, as its registry is out of reach`;
}

function make(buildah: Buildah, archive: string): void {
  console.log('Making a base image, once.');
  const container = buildah('from', 'scratch');
  const root = buildah('mount', container);
  output('debootstrap', ['--variant=minbase', 'bookworm', root]);
  for (const leftover of ['var/cache/apt', 'var/lib/apt/lists']) rmSync(path.join(root, leftover), { recursive: true, force: true });
  output('chroot', [root, 'useradd', '--uid', '1000', '--create-home', 'node']);
  const version = installNode(root);
  buildah('umount', container);
  buildah('config', '--env', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', '--cmd', 'node', container);
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(`${archive}.version`, version);
  buildah('push', buildah('commit', '--rm', container), `oci-archive:${archive}.part`);
  renameSync(`${archive}.part`, archive); // last, so that one that was stopped is made again
}

/** Puts node and npm where the official image has them. */
function installNode(root: string): string {
  const packages = mkdtempSync(path.join(tmpdir(), 'twelve-factor-node-'));
  try {
    const node = `node-linux-${process.arch}`;
    const options = ['--prefix', packages, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    output('npm', ['install', ...options, `${node}@${NODE_MAJOR}`, `npm@${NPM_MAJOR}`]);
    const usrLocal = path.join(root, 'usr', 'local');
    copyFileSync(path.join(packages, 'node_modules', node, 'bin', 'node'), path.join(usrLocal, 'bin', 'node'));
    cpSync(path.join(packages, 'node_modules', 'npm'), path.join(usrLocal, 'lib', 'node_modules', 'npm'), { recursive: true, verbatimSymlinks: true });
    for (const tool of ['npm', 'npx']) symlinkSync(`../lib/node_modules/npm/bin/${tool}-cli.js`, path.join(usrLocal, 'bin', tool));
    return JSON.parse(readFileSync(path.join(packages, 'node_modules', node, 'package.json'), 'utf8')).version;
  } finally {
    rmSync(packages, { recursive: true, force: true });
  }
}
