import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { mapOf, numberOf, textsOf } from '../value';
import { containersOf, isFargate } from './support/tasks';

/** The memory that goes with a processor, in MiB: from, to, and in which steps. */
const MEMORY: { [cpu: number]: [from: number, to: number, step: number] } = {
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16384, 1024],
  4096: [8192, 30720, 1024],
  8192: [16384, 61440, 4096],
  16384: [32768, 122880, 8192],
};

export const fitsFargate: Rule = {
  id: 'TF-OPS-FitsFargate',
  factor: Factor.OPERATION,
  severity: 'error',
  checks: 'A task has a size that Fargate offers, and asks for no right of the kernel that it does not give.',
  why: 'ECS refuses the task definition, and the stack fails half-way.',
  mend: 'Take a memory that goes with the processor; add no capability but SYS_PTRACE.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html',
  * judge(cloud) {
    for (const task of cloud.all('AWS::ECS::TaskDefinition').filter(isFargate)) {
      const [cpu, memory] = [numberOf(task.get('Cpu')), numberOf(task.get('Memory'))];
      const fits = cpu === undefined || memory === undefined ? undefined : isOffered(cpu, memory);
      const added = addedCapabilities(task);
      if (fits !== undefined || added !== undefined) {
        yield verdict(task, fits !== false && !added, added ? `adds ${added}` : `${cpu} units with ${memory} MiB`, added ? 'ContainerDefinitions' : 'Memory');
      }
    }
  },
};

/** Nothing for a processor that is newer than this table. */
function isOffered(cpu: number, memory: number): boolean | undefined {
  if (cpu === 256) {
    return [512, 1024, 2048].includes(memory);
  }
  const [from, to, step] = MEMORY[cpu] ?? [];
  return from === undefined ? undefined : memory >= from && memory <= to && (memory - from) % step === 0;
}

function addedCapabilities(task: Resource): string | undefined {
  return containersOf(task).flatMap(({ definition }) => textsOf(mapOf(mapOf(definition.LinuxParameters).Capabilities).Add)).find((one) => one !== 'SYS_PTRACE');
}
