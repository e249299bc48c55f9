import { AssemblyStack } from '../assembly';
import { ContainersOf } from '../engine';

/**
 * What ministack drops of the templates' task definitions, as Docker's client for Python takes it: so that a container has no more rights than on
 * Fargate. Its share of the CPU is left out, since a machine that tries an app has less of it than Fargate.
 */
export function limitsOf(stacks: AssemblyStack[]): ContainersOf<object> {
  return ofContainers(stacks, ({ User, ReadonlyRootFilesystem, LinuxParameters: { Capabilities, Tmpfs } = {} as any }, { Memory }) => ({
    user: User,
    read_only: ReadonlyRootFilesystem ?? false,
    cap_drop: Capabilities?.Drop ?? [],
    tmpfs: Object.fromEntries((Tmpfs ?? []).map(({ ContainerPath, Size, MountOptions }: any) => (
      [ContainerPath, [...MountOptions ?? [], 'mode=1777', `size=${Size}m`].join(',')]))),
    mem_limit: `${Memory}m`,
  }));
}

/** The ports that containers listen on. */
export function portsOf(stacks: AssemblyStack[]): ContainersOf<number[]> {
  return ofContainers(stacks, ({ PortMappings }) => (PortMappings ?? []).map(({ ContainerPort }: any) => ContainerPort));
}

function ofContainers<T>(stacks: AssemblyStack[], read: (container: any, task: any) => T): ContainersOf<T> {
  const tasks = stacks.flatMap(({ template }) => Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition'));
  return Object.fromEntries(tasks.map(({ Properties }) => (
    [Properties.Family, Object.fromEntries(Properties.ContainerDefinitions.map((one: any) => [one.Name, read(one, Properties)]))])));
}
