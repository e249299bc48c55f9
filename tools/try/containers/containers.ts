import { createHash } from 'crypto';
import { ContainerApi } from './api';
import { probe } from './probe';
import { Relay } from './relay';
import { ContainerRuntime } from './runtime';
import { PythonTools } from '../../../test/support/python-tools';
import { Builds } from '../image';

/** Docker's own client for Python, which ministack asks for when it is there. */
const CLIENT = new PythonTools('containers', ['docker==7.1.0']);
const MEDIA = 'application/vnd.oci.image';

/** A container of a task that runs. */
export interface RunningContainer {
  /** Where the load balancer reaches it. */
  readonly address: string;
  /** The build whose image it runs, by the image's own digest. */
  readonly build: string;
}

/** Real containers for the tasks of some engines: of one image, built in editions that have letters for names. To be closed by the one who opens it. */
export class Containers {
  /** Builds the image of a folder's Dockerfile. Takes a minute, or a few where a base has to be made. */
  public static async open(runtime: ContainerRuntime, folder: string): Promise<Containers> {
    const network = `tried-${process.pid}`;
    try {
      const packages = CLIENT.ready().packages();
      runtime.build(folder);
      const names = [...Builds.NAMES];
      const api = new ContainerApi(runtime.socket);
      const images = await Promise.all(names.map(async (name) => api.must('GET', `/images/${runtime.labelled(name)}/json`)));
      await api.must('POST', '/networks/create', { Name: network, Driver: 'bridge' });
      const { IPAM: { Config: [{ Gateway: gateway }] } } = await api.must('GET', `/networks/${network}`);
      const containers = new Containers(runtime, api, packages, network, gateway, new Map(names.map((name, index) => [name, images[index]])));
      await probe(api, images[0].Id, network, gateway);
      return containers;
    } catch (error) {
      runtime.removeNetwork(network);
      runtime.close();
      throw error;
    }
  }

  public readonly builds: Builds;
  private readonly relays: Relay[] = [];

  private constructor(
    private readonly runtime: ContainerRuntime,
    private readonly api: ContainerApi,
    private readonly packages: string,
    private readonly network: string,
    private readonly gateway: string,
    private readonly imagesByBuild: Map<string, any>,
  ) {
    this.builds = new Builds(new Map([...imagesByBuild].map(([name, image]) => [name, manifestOf(image)])));
  }

  public get name(): string {
    return this.runtime.name;
  }

  /** What a ministack needs to know, in its environment. */
  public get env(): { [name: string]: string } {
    return {
      DOCKER_HOST: `unix://${this.runtime.socket}`,
      DOCKER_PACKAGES: this.packages,
      CONTAINER_NETWORK: this.network,
      CONTAINER_GATEWAY: this.gateway,
    };
  }

  /** Which image of the engine each digest stands for. */
  public get images(): { [digest: string]: string } {
    return Object.fromEntries([...this.imagesByBuild].map(([name, { Id }]) => [this.builds.digest(name), Id]));
  }

  /** Lets containers reach an engine that listens on this port of loopback. */
  public reach(port: number): void {
    this.relays.push(new Relay(this.gateway, port));
  }

  /** Those of a ministack's tasks that run. */
  public async running(port: number): Promise<RunningContainer[]> {
    const all: any[] = await this.api.must('GET', `/containers/json?filters=${encodeURIComponent(JSON.stringify({ status: ['running'] }))}`);
    return all.filter(({ Labels }) => Labels['ministack.instance']?.endsWith(`:${port}`)).map(({ Labels, ImageID }) => ({
      address: Labels['tried.address'],
      build: [...this.imagesByBuild].find(([, { Id }]) => Id.endsWith(ImageID))?.[0] ?? '-',
    }));
  }

  public close(): void {
    this.relays.splice(0).forEach((relay) => relay.close());
    this.runtime.removeNetwork(this.network);
    this.runtime.close();
  }
}

/** An image's manifest as a registry would have it: its config is the image's own, and so is the digest of that, which is the image's id. */
function manifestOf({ Id, RootFS }: any): { digest: string; manifest: string } {
  const id = Id.startsWith('sha256:') ? Id : `sha256:${Id}`;
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: `${MEDIA}.manifest.v1+json`,
    config: { mediaType: `${MEDIA}.config.v1+json`, digest: id, size: 0 },
    layers: RootFS.Layers.map((digest: string) => ({ mediaType: `${MEDIA}.layer.v1.tar`, digest, size: 0 })),
  });
  return { manifest, digest: `sha256:${createHash('sha256').update(manifest).digest('hex')}` };
}
