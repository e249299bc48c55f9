import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { booleanOf } from '../value';
import { containers, isLogRouter, nameOf } from './support/tasks';

export const routerEssential: Rule = {
  id: 'TF-XI-RouterEssential',
  factor: Factor.LOGS,
  severity: 'warning',
  checks: 'A task does not go on without its log router.',
  why: 'Nobody starts a router again that is not essential: the app runs on, and all that it says is lost.',
  mend: 'Leave Essential out, or set it to true.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html',
  * judge(cloud) {
    for (const router of containers(cloud).filter(isLogRouter)) {
      const essential = booleanOf(router.definition.Essential ?? true);
      if (essential !== undefined) {
        yield verdict(router.task, essential, `${nameOf(router)} is ${essential ? '' : 'not '}essential`, `${router.location}.Essential`);
      }
    }
  },
};
