import { existsSync, readFileSync } from 'fs';
import * as path from 'path';
import { ContainerApi } from './api';
import { PodmanService } from './podman';
import { Buildah } from '../../../test/container/buildah';
import { output, works } from '../../../test/container/command';
import { Docker } from '../../../test/container/docker';
import { Engine } from '../../../test/container/engine';
import { baseOf } from '../../../test/container/rehearsal';
import { installPackages } from '../../../test/support/debian-packages';

const PACKAGES = ['podman', 'runc', 'buildah', 'debootstrap', 'iptables', 'containernetworking-plugins'];

/** Why no containers are run on this machine. */
export class NoContainerEngine extends Error {}

/** What runs containers here: a Docker daemon that runs already, or else podman, started for this. */
export class ContainerRuntime {
  /** Throws where there is none. To be closed by the one who finds it. */
  public static async find(env: NodeJS.ProcessEnv = process.env): Promise<ContainerRuntime> {
    const socket = dockerSocket(env);
    if (await answers(socket)) {
      const { OperatingSystem: system } = await new ContainerApi(socket!).must('GET', '/info');
      if (process.platform !== 'linux' || /Docker Desktop/.test(system)) {
        throw new NoContainerEngine(`Docker runs its containers in another machine (${system}), whose addresses cannot be reached from here`);
      }
      return new ContainerRuntime(new Docker(), socket!, ['docker']);
    }
    if (process.platform !== 'linux' || process.getuid?.() !== 0) {
      throw new NoContainerEngine(`no Docker daemon answers at ${socket ?? 'DOCKER_HOST, which must be a unix:// socket'}, and podman is used as root alone`);
    }
    installWhereItMayBe(env);
    const missing = ['podman', 'runc', 'buildah', 'iptables'].filter((one) => !works(one, ['--version']));
    if (missing.length > 0) {
      throw new NoContainerEngine(`no Docker daemon answers at ${socket}, and there is no ${missing.join(', ')}: apt-get install ${PACKAGES.join(' ')}`);
    }
    return ContainerRuntime.podman();
  }

  private static async podman(): Promise<ContainerRuntime> {
    const images = new Buildah();
    try {
      const service = await PodmanService.start(images);
      return new ContainerRuntime(images, service.socket, service.command, service);
    } catch (error) {
      images.close();
      throw new NoContainerEngine((error as Error).message);
    }
  }

  private constructor(
    private readonly images: Engine, public readonly socket: string, private readonly command: string[], private readonly service?: PodmanService,
  ) {}

  public get name(): string {
    return this.service ? `${output('podman', ['--version'])}, ${this.images.name}` : this.images.name;
  }

  /** Builds the image of a folder's Dockerfile. */
  public build(folder: string): void {
    this.images.prepareBase(baseOf(readFileSync(path.join(folder, 'Dockerfile'), 'utf8')));
    this.images.build(folder, 'runtime');
  }

  /** Another edition of it. Returns its name. */
  public labelled(label: string): string {
    return this.images.labelled(label);
  }

  /** With what is in it, if it is there. */
  public removeNetwork(network: string): void {
    const [program, ...options] = this.command;
    if (!works(program, [...options, 'network', 'inspect', network])) {
      return;
    }
    const containers = output(program, [...options, 'ps', '--all', '--quiet', '--filter', `network=${network}`]).split('\n').filter(Boolean);
    if (containers.length > 0) {
      output(program, [...options, 'rm', '--force', '--volumes', ...containers]);
    }
    output(program, [...options, 'network', 'rm', network]);
  }

  public close(): void {
    this.service?.close();
    this.images.close();
  }
}

function dockerSocket({ DOCKER_HOST: host }: NodeJS.ProcessEnv): string | undefined {
  return host ? /^unix:\/\/(.+)$/.exec(host)?.[1] : '/var/run/docker.sock';
}

async function answers(socket: string | undefined): Promise<boolean> {
  return socket !== undefined && existsSync(socket) && new ContainerApi(socket).get('/_ping').then((answer) => answer !== undefined, () => false);
}

/** In CI, as for the build of the image. What cannot be installed there is left out, and said. */
function installWhereItMayBe({ CI: ci }: NodeJS.ProcessEnv): void {
  if (!ci || works('podman', ['--version']) || !works('apt-get', ['--version'])) {
    return;
  }
  try {
    installPackages(...PACKAGES);
  } catch (error) {
    throw new NoContainerEngine((error as Error).message);
  }
}
