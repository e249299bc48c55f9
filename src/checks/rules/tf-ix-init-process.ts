import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { booleanOf, mapOf } from '../value';
import { containers, nameOf, wordsOf } from './support/tasks';

const INITS = /(^|\/)(tini|dumb-init|docker-init|catatonit|s6-overlay|init)$/;

export const initProcess: Rule = {
  id: 'TF-IX-InitProcess',
  factor: Factor.DISPOSABILITY,
  severity: 'warning',
  checks: 'A container whose entry point the template sets has an init process.',
  why: 'The kernel does not let a signal stop the first process of a container unless that handles it, and children that it forgets are never reaped.',
  mend: 'Set LinuxParameters.InitProcessEnabled, or begin the entry point with an init such as tini.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html',
  * judge(cloud) {
    for (const container of containers(cloud)) {
      const enabled = booleanOf(mapOf(container.definition.LinuxParameters).InitProcessEnabled ?? false);
      const entry = wordsOf(container.definition.EntryPoint);
      // With no entry point here, the image's own may be an init.
      if (enabled !== undefined && (enabled || entry)) {
        const kept = enabled || INITS.test(entry![0]);
        yield verdict(container.task, kept, `${nameOf(container)} ${kept ? 'has an init process' : `is started by ${entry![0]}, as the first process`}`,
          `${container.location}.LinuxParameters`);
      }
    }
  },
};
