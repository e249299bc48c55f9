import { output } from './command';
import { Engine, ImageSize, Run } from './engine';
import { SHELLS } from './runtime-bundle';
import { Child } from '../../examples/demo/child';

const IMAGE = 'twelve-factor-service:rehearsal';

/** A Docker daemon that runs already. */
export class Docker implements Engine {
  readonly name = `Docker ${output('docker', ['version', '--format', '{{.Server.Version}}'])}`;
  private base = '';

  prepareBase(base: string): string {
    this.base = base;
    output('docker', ['pull', '--quiet', base]);
    return 'as its registry has it';
  }

  build(folder: string, target: string): void {
    output('docker', ['build', '--target', target, '--tag', IMAGE, folder]);
  }

  sizes(): ImageSize[] {
    const size = (image: string) => Number(output('docker', ['image', 'inspect', '--format', '{{.Size}}', image]));
    const total = size(IMAGE);
    return [{ what: 'unpacked', beyondBase: total - size(this.base), total }];
  }

  start({ name, command, environment, limits }: Run): Child {
    const { user, readOnlyRoot, droppedCapabilities, tmpfs, memoryMegabytes, cpus } = limits;
    const flags = [
      '--rm', '--network', 'host', '--user', `${user.uid}:${user.gid}`, '--memory', `${memoryMegabytes}m`,
      ...(readOnlyRoot ? ['--read-only'] : []),
      ...(cpus ? ['--cpus', String(cpus)] : []),
      ...droppedCapabilities.flatMap((capability) => ['--cap-drop', capability]),
      ...tmpfs.flatMap(({ path, megabytes, options }) => ['--tmpfs', `${path}:${[...options, 'mode=1777', `size=${megabytes}m`].join(',')}`]),
      ...SHELLS.flatMap((shell) => ['--volume', `/dev/null:${shell}:ro`]),
      ...Object.entries(environment).flatMap(([variable, value]) => ['--env', `${variable}=${value}`]),
    ];
    const [executable, ...args] = command ?? [];
    const entry = executable ? ['--entrypoint', executable, IMAGE, ...args] : [IMAGE];
    return Child.start(name, 'docker', ['run', ...flags, ...entry], { cwd: process.cwd(), env: process.env });
  }

  close(): void {
    output('docker', ['image', 'rm', '--force', IMAGE]);
  }
}
