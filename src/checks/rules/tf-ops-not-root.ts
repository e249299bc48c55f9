import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { textOf } from '../value';
import { containers, isLogRouter, nameOf } from './support/tasks';

export const notRoot: Rule = {
  id: 'TF-OPS-NotRoot',
  factor: Factor.OPERATION,
  severity: 'warning',
  checks: 'A container is told to run as a user other than root, and not privileged.',
  why: 'When no user is named the image decides, and most images choose root: a break-in then owns the container.',
  mend: 'Set User to a number, such as 1000:1000.',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-20',
  * judge(cloud) {
    for (const container of containers(cloud).filter((one) => !isLogRouter(one))) {
      const user = textOf(container.definition.User ?? 'not named');
      if (user !== undefined) {
        const kept = user !== 'not named' && !/^(root|0)(:|$)/.test(user) && container.definition.Privileged !== true;
        yield verdict(container.task, kept, `the user of ${nameOf(container)} is ${user}`, `${container.location}.User`);
      }
    }
  },
};
