import { Buildah } from './buildah';
import { works } from './command';
import { installPackages } from './debian';
import { Docker } from './docker';
import { Engine } from './engine';

/** Why there can be no container on this machine. */
export class NoEngine extends Error {}

/** buildah where it can run, else Docker, or Docker if asked to. Where it must not be missing, in CI, buildah is installed. */
export function findEngine(options: { docker?: boolean } = {}): Engine {
  const root = process.getuid?.() === 0 && !options.docker;
  if (root && !hasBuildah() && !hasDocker() && process.env.CI && works('apt-get', ['--version'])) installPackages(['buildah', 'runc', 'debootstrap']);
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
