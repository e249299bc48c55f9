import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { numberOf } from '../value';
import { containers, isLogRouter, nameOf } from './support/tasks';

/** What AWS names as Fluent Bit's ordinary use, in MiB. */
const ORDINARY = 100;

export const routerHasMemory: Rule = {
  id: 'TF-XI-RouterHasMemory',
  factor: Factor.LOGS,
  severity: 'warning',
  checks: 'A log router has at least 100 MiB of memory for itself.',
  why: 'Fluent Bit takes that much on an ordinary day, and more when a destination is slow. Out of memory, an essential router takes its app down.',
  mend: 'Raise MemoryReservation, and bound the buffers in the router\'s configuration.',
  source: 'https://github.com/aws-samples/amazon-ecs-firelens-examples/tree/mainline/examples/fluent-bit/oomkill-prevention',
  * judge(cloud) {
    for (const container of containers(cloud).filter(isLogRouter)) {
      const { Memory, MemoryReservation } = container.definition;
      const memory = numberOf(MemoryReservation ?? Memory);
      if (memory !== undefined) {
        yield verdict(container.task, memory >= ORDINARY, `${nameOf(container)} has ${memory} MiB`, `${container.location}.MemoryReservation`);
      }
    }
  },
};
