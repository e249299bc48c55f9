import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { output, works } from './command';
import { Engine, ImageSize, Run } from './engine';
import { NPM_FOLDER, writeNpmSettings } from './machine';
import { SHELLS } from './runtime-bundle';
import { Child } from '../../examples/demo/child';

const IMAGE = 'twelve-factor-service:rehearsal';
const BASE = 'twelve-factor-base:rehearsal';

/** A Docker daemon that runs already. */
export class Docker implements Engine {
  readonly name = `Docker ${output('docker', ['version', '--format', '{{.Server.Version}}'])}`;

  /** The base with npm's settings gets a name of its own here, as the real name may be in use for other things. */
  prepareBase(base: string): string {
    const pulled = works('docker', ['pull', '--quiet', base]);
    const folder = mkdtempSync(path.join(tmpdir(), 'twelve-factor-container-'));
    try {
      writeNpmSettings(folder);
      writeFileSync(path.join(folder, 'Dockerfile'), `FROM ${base}\nCOPY . ${NPM_FOLDER}/\n`);
      output('docker', ['build', '--tag', BASE, folder]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return pulled ? 'as its registry has it' : 'as Docker has it here';
  }

  build(folder: string, target: string): void {
    output('docker', ['build', '--build-arg', `NODE_IMAGE=${BASE}`, '--target', target, '--tag', IMAGE, folder]);
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
    output('docker', ['image', 'rm', '--force', IMAGE, BASE]);
  }
}
