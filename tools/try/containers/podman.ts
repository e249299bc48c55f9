import { ChildProcess, spawn, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { ContainerApi } from './api';
import { Buildah } from '../../../test/container/buildah';
import { output, works } from '../../../test/container/command';

/** Ends and removes what is there when its standard input closes, which happens when this process ends, however that was. */
const GUARD = `
  service=$1; files=$2; images=$3; shift 3
  cat > /dev/null
  kill -KILL "$service"
  "$@" rm --all --force --time 0 --volumes
  "$@" network prune --force
  sleep 2 # for podman's own clean-ups, which run by themselves
  umount "$images/storage/overlay"
  rm -rf "$files" "$images"
`;

/** podman's service on a socket, with a storage, networks and containers of its own: what it has made is gone when it is closed. */
export class PodmanService {
  /** To be closed by the one who starts it. */
  public static async start(images: Buildah): Promise<PodmanService> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'twelve-factor-podman-'));
    const socket = path.join(folder, 'podman.sock');
    const options = [
      ...images.storage, '--runtime', 'runc', '--cgroup-manager', 'cgroupfs', '--events-backend', 'none',
      '--tmpdir', path.join(folder, 'tmp'), '--network-config-dir', path.join(folder, 'networks'),
    ];
    fs.mkdirSync(path.join(folder, 'networks'));
    const log = fs.openSync(path.join(folder, 'podman.log'), 'w');
    const server = spawn('podman', [...options, 'system', 'service', '--time', '0', `unix://${socket}`], { stdio: ['ignore', log, log] });
    server.once('error', () => {}); // it shows by never answering
    fs.closeSync(log);
    const words = ['-c', GUARD, 'guard', String(server.pid), folder, path.dirname(images.storage[1]), 'podman', ...options];
    const guard = spawn('bash', words, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    const service = new PodmanService(server, guard, folder, images.storage[1], options, socket);
    for (let attempt = 1; attempt <= 100 && server.exitCode === null; attempt++) {
      if (await service.answers()) {
        return service;
      }
      await sleep(100);
    }
    const said = fs.readFileSync(path.join(folder, 'podman.log'), 'utf8').trim().split('\n').slice(-5).join('\n');
    service.close();
    throw new Error(`podman's service does not start: ${said}`);
  }

  private constructor(
    private readonly server: ChildProcess,
    private readonly guard: ChildProcess,
    private readonly folder: string,
    private readonly storage: string,
    private readonly options: string[],
    public readonly socket: string,
  ) {}

  /** How podman itself is called for what is here. */
  public get command(): string[] {
    return ['podman', ...this.options];
  }

  public close(): void {
    this.guard.kill('SIGKILL');
    this.server.kill('SIGKILL');
    try {
      output('podman', [...this.options, 'rm', '--all', '--force', '--time', '0', '--volumes']);
      for (let attempt = 1; attempt <= 50 && works('pgrep', ['-f', this.folder]); attempt++) { // podman cleans up after each container by itself
        spawnSync('sleep', ['0.1']); // what closes when a process ends cannot be asynchronous
      }
    } finally {
      works('umount', [path.join(this.storage, 'overlay')]); // podman mounts it onto itself, and leaves it so when it is killed
      fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  private async answers(): Promise<boolean> {
    return new ContainerApi(this.socket).get('/_ping').then((answer) => answer !== undefined, () => false);
  }
}
