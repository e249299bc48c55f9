import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { output } from './command';
import { Engine, ImageSize, Run } from './engine';
import { NPM_FOLDER, writeNpmSettings } from './machine';
import { SHELLS } from './runtime-bundle';
import { Child } from '../../examples/demo/child';

const IMAGE = 'twelve-factor-service:rehearsal';
const BASE = 'twelve-factor-base:rehearsal';

/** A Docker daemon that runs already. */
export class Docker implements Engine {
  readonly name = `Docker ${output('docker', ['version', '--format', '{{.Server.Version}}'])}`;
  private readonly labels: string[] = [];

  /** The base with npm's settings gets a name of its own here, as the real name may be in use for other things. */
  prepareBase(base: string): string {
    const origin = pull(base);
    buildFrom(BASE, base, `COPY npm ${NPM_FOLDER}/`, (folder) => {
      mkdirSync(path.join(folder, 'npm'));
      writeNpmSettings(path.join(folder, 'npm'));
    });
    return origin;
  }

  build(folder: string, target: string): void {
    // The machine's network, as a way to the registry may begin on its loopback.
    output('docker', ['build', '--network', 'host', '--build-arg', `NODE_IMAGE=${BASE}`, '--target', target, '--tag', IMAGE, folder]);
  }

  labelled(label: string): string {
    const image = `${IMAGE}-${label.toLowerCase()}`;
    buildFrom(image, IMAGE, `LABEL build=${label}`);
    this.labels.push(image);
    return image;
  }

  sizes(): ImageSize[] {
    const size = (image: string) => Number(output('docker', ['image', 'inspect', '--format', '{{.Size}}', image]));
    const total = size(IMAGE);
    return [{ what: 'unpacked', beyondBase: total - size(BASE), total }];
  }

  start({ name, command, environment, limits }: Run): Child {
    const { user, readOnlyRoot, droppedCapabilities, tmpfs, memoryMegabytes, cpus } = limits;
    const flags = [
      '--rm', '--network', 'host', '--user', `${user.uid}:${user.gid}`, '--memory', `${memoryMegabytes}m`,
      ...(readOnlyRoot ? ['--read-only'] : []),
      ...(cpus ? ['--cpus', String(cpus)] : []),
      ...droppedCapabilities.flatMap((capability) => ['--cap-drop', capability]),
      ...tmpfs.flatMap(({ path: folder, megabytes, options }) => ['--tmpfs', `${folder}:${[...options, 'mode=1777', `size=${megabytes}m`].join(',')}`]),
      ...SHELLS.flatMap((shell) => ['--volume', `/dev/null:${shell}:ro`]),
      ...Object.entries(environment).flatMap(([variable, value]) => ['--env', `${variable}=${value}`]),
    ];
    const [executable, ...args] = command ?? [];
    const entry = executable ? ['--entrypoint', executable, IMAGE, ...args] : [IMAGE];
    return Child.start(name, 'docker', ['run', ...flags, ...entry], { cwd: process.cwd(), env: process.env });
  }

  close(): void {
    output('docker', ['image', 'rm', '--force', ...this.labels, IMAGE, BASE]);
  }
}

/** An image that adds one instruction to another. */
function buildFrom(image: string, from: string, instruction: string, fill: (folder: string) => void = () => {}): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'twelve-factor-container-'));
  try {
    fill(folder);
    writeFileSync(path.join(folder, 'Dockerfile'), `FROM ${from}\n${instruction}\n`);
    output('docker', ['build', '--tag', image, folder]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pull(base: string): string {
  try {
    output('docker', ['pull', '--quiet', base]);
    return 'as its registry has it';
  } catch {
    output('docker', ['image', 'inspect', base]); // without a registry, Docker must have it
    return 'as Docker has it here, as its registry is out of reach';
  }
}
