import { TemplateBody } from '../../examples/demo/template';

/** What a task definition allows a container, as far as it can be had on any Linux. */
export interface Limits {
  readonly user: { readonly uid: number; readonly gid: number };
  readonly readOnlyRoot: boolean;
  readonly droppedCapabilities: string[];
  readonly tmpfs: { readonly path: string; readonly megabytes: number; readonly options: string[] }[];
  readonly memoryMegabytes: number;
  /** undefined is the whole machine. */
  readonly cpus?: number;
}

/** The limits of the container of that name, in whichever task definition has it. */
export function limitsOf(template: TemplateBody, name: string): Limits {
  const tasks = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition').map(({ Properties }) => Properties as any);
  const task = tasks.find(({ ContainerDefinitions }) => ContainerDefinitions.some((each: any) => each.Name === name));
  if (!task) throw new Error(`No task definition has a container ${name}`);
  const container = task.ContainerDefinitions.find((each: any) => each.Name === name);
  const { Capabilities, Tmpfs } = container.LinuxParameters;
  const [uid, gid] = String(container.User).split(':').map(Number);
  return {
    user: { uid, gid },
    readOnlyRoot: container.ReadonlyRootFilesystem === true,
    droppedCapabilities: Capabilities.Drop,
    tmpfs: Tmpfs.map(({ ContainerPath, Size, MountOptions }: any) => ({ path: ContainerPath, megabytes: Size, options: MountOptions })),
    memoryMegabytes: Number(task.Memory),
    cpus: Number(task.Cpu) / 1024,
  };
}

/** What a reader of the task definition expects to hold for the process, and what a probe in the container is asked to find. */
export function assertStrict({ user, readOnlyRoot, droppedCapabilities, tmpfs }: Limits): void {
  const strict = user.uid > 0 && user.gid > 0 && readOnlyRoot && droppedCapabilities.includes('ALL') && tmpfs.length === 1;
  if (!strict) throw new Error('The template no longer limits its container as this rehearsal says it does');
}
