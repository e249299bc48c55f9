import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { mapOf, textOf, Undecided } from '../value';
import { Container, containers, containersOf, isFargate, isLogRouter, nameOf } from './support/tasks';

/** The drivers that Fargate has. */
const DRIVERS = ['awslogs', 'awsfirelens', 'splunk'];

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
        const problem = logging === undefined ? 'has no log configuration' : problemWith(container);
        yield verdict(container.task, problem === undefined, `${nameOf(container)} ${problem ?? 'logs'}`,
          `${container.location}.LogConfiguration`);
      }
    }
  },
};

function problemWith({ task, definition }: Container): string | undefined {
  const driver = textOf(mapOf(definition.LogConfiguration).LogDriver);
  if (driver !== undefined && isFargate(task) && !DRIVERS.includes(driver)) {
    return `logs by ${driver}, which Fargate does not have`;
  }
  return driver === 'awsfirelens' && !containersOf(task).some(isLogRouter) ? 'logs to a router that there is not' : undefined;
}
