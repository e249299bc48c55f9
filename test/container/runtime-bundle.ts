import { Run } from './engine';

/** The configuration that an image carries. */
export interface ImageConfig {
  readonly Env?: string[];
  readonly Cmd?: string[];
  readonly Entrypoint?: string[];
  readonly WorkingDir?: string;
}

/** Nothing may need a shell: where one would be, there is nothing to execute. */
export const SHELLS = ['/usr/bin/dash', '/usr/bin/bash'];

const bind = (path: string) => ({ destination: path, type: 'bind', source: '/dev/null', options: ['bind', 'ro'] });

/**
 * The runtime's configuration (OCI) of a container under a task definition's limits. It shares the machine's network, where the backing
 * services listen on loopback.
 * @see https://github.com/opencontainers/runtime-spec/blob/main/config.md
 */
export function runtimeConfig(image: ImageConfig, rootfs: string, { name, command, environment, limits }: Run): object {
  const { user, readOnlyRoot, droppedCapabilities, tmpfs, memoryMegabytes, cpus } = limits;
  if (!droppedCapabilities.includes('ALL')) throw new Error('Only containers without capabilities can be run here');
  const none = { bounding: [], effective: [], permitted: [], inheritable: [], ambient: [] };
  return {
    ociVersion: '1.0.2',
    hostname: name,
    root: { path: rootfs, readonly: readOnlyRoot },
    process: {
      terminal: false,
      user,
      args: command ?? [...image.Entrypoint ?? [], ...image.Cmd ?? []],
      env: [...image.Env ?? [], ...Object.entries(environment).map(([variable, value]) => `${variable}=${value}`)],
      cwd: image.WorkingDir || '/',
      capabilities: none,
    },
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'strictatime', 'mode=755', 'size=65536k'] },
      { destination: '/dev/shm', type: 'tmpfs', source: 'shm', options: ['nosuid', 'noexec', 'nodev', 'mode=1777', 'size=65536k'] },
      { destination: '/sys', type: 'bind', source: '/sys', options: ['rbind', 'nosuid', 'noexec', 'nodev', 'ro'] },
      ...tmpfs.map(({ path, megabytes, options }) => (
        { destination: path, type: 'tmpfs', source: 'tmpfs', options: [...options, 'mode=1777', `size=${megabytes}m`] })),
      ...SHELLS.map(bind),
    ],
    linux: {
      namespaces: ['pid', 'ipc', 'uts', 'mount'].map((type) => ({ type })),
      resources: {
        memory: { limit: memoryMegabytes * 1024 * 1024 },
        ...(cpus && { cpu: { period: 100_000, quota: Math.round(cpus * 100_000) } }),
      },
      maskedPaths: ['/proc/kcore', '/proc/keys', '/proc/timer_list'],
      readonlyPaths: ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'],
    },
  };
}
