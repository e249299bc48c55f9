import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { Undecided } from '../value';
import { containers, nameOf } from './support/tasks';

export const everyContainerLogs: Rule = {
  id: 'TF-XI-EveryContainerLogs',
  factor: Factor.LOGS,
  severity: 'warning',
  checks: 'What each container writes to its standard output is kept somewhere, the log router\'s own lines included.',
  why: 'Without a log configuration the lines are gone with the task: nobody learns why it ended.',
  mend: 'Give each container a LogConfiguration.',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-9',
  * judge(cloud) {
    for (const container of containers(cloud)) {
      const logging = container.definition.LogConfiguration;
      if (!(logging instanceof Undecided)) {
        yield verdict(container.task, logging !== undefined, `${nameOf(container)} ${logging === undefined ? 'has no log configuration' : 'logs'}`,
          `${container.location}.LogConfiguration`);
      }
    }
  },
};
