import { Buildah } from './buildah';
import { output, works } from './command';
import { Docker } from './docker';
import { Engine } from './engine';

/** Why there can be no container on this machine. */
export class NoEngine extends Error {}

/** buildah where it can run, else Docker, or Docker if asked to. Where it must not be missing, in CI, buildah is installed. */
export function findEngine(options: { docker?: boolean } = {}): Engine {
  const root = process.getuid?.() === 0 && !options.docker;
  if (root && !hasBuildah() && !hasDocker() && process.env.CI && works('apt-get', ['--version'])) install();
  if (root && hasBuildah()) return new Buildah();
  if (hasDocker()) return new Docker();
  throw new NoEngine('it needs a running Docker daemon, or root with buildah and runc: apt-get install buildah runc debootstrap');
}

function hasBuildah(): boolean {
  return works('buildah', ['--version']) && works('runc', ['--version']);
}

function hasDocker(): boolean {
  return works('docker', ['info']);
}

function install(): void {
  console.log('Installing buildah, runc and debootstrap.');
  output('apt-get', ['update', '--quiet']);
  output('apt-get', ['install', '--yes', '--no-install-recommends', 'buildah', 'runc', 'debootstrap'], { ...process.env, DEBIAN_FRONTEND: 'noninteractive' });
}
