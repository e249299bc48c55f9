import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { booleanOf } from '../value';
import { containers, isLogRouter, nameOf } from './support/tasks';

export const readOnlyRoot: Rule = {
  id: 'TF-II-ReadOnlyRoot',
  factor: Factor.DEPENDENCIES,
  severity: 'warning',
  checks: 'A container cannot write to its own image.',
  why: 'What is installed or changed at run time is no declared dependency: it is in no image, in no other copy, and gone after the next start.',
  mend: 'Set ReadonlyRootFilesystem, and mount a tmpfs or an empty volume where the process needs scratch space.',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-5',
  * judge(cloud) {
    for (const container of containers(cloud).filter((one) => !isLogRouter(one))) {
      const readOnly = booleanOf(container.definition.ReadonlyRootFilesystem ?? false);
      if (readOnly !== undefined) {
        yield verdict(container.task, readOnly, `${nameOf(container)} has a ${readOnly ? 'read-only' : 'writable'} root`,
          `${container.location}.ReadonlyRootFilesystem`);
      }
    }
  },
};
