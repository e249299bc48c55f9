import { FARGATE_PAIRS } from '../../private/fargate-pairs';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { mapOf, numberOf, textsOf } from '../value';
import { containersOf, isFargate } from './support/tasks';

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

/** Nothing for a processor that is newer than what is known here. */
function isOffered(cpu: number, memory: number): boolean | undefined {
  const known = FARGATE_PAIRS.filter((pair) => pair.cpu === cpu);
  return known.length === 0 ? undefined : known.some((pair) => pair.mebibytes === memory);
}

function addedCapabilities(task: Resource): string | undefined {
  return containersOf(task).flatMap(({ definition }) => textsOf(mapOf(mapOf(definition.LinuxParameters).Capabilities).Add)).find((one) => one !== 'SYS_PTRACE');
}
