import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { mapOf, textOf } from '../value';
import { logging } from './support/logs';
import { nameOf } from './support/tasks';

export const logModeChosen: Rule = {
  id: 'TF-XI-LogModeChosen',
  factor: Factor.LOGS,
  severity: 'warning',
  checks: 'A container does not wait for CloudWatch Logs: its log mode is non-blocking.',
  why: 'In blocking mode a process that writes a line stands still while the service does not answer, health checks included. '
    + 'When nothing is said, a setting of the account decides.',
  mend: 'Set mode to non-blocking, and max-buffer-size to what may be held meanwhile.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html',
  * judge(cloud) {
    for (const container of logging(cloud, 'awslogs')) {
      const mode = textOf(mapOf(container.options).mode ?? 'not set');
      if (mode !== undefined) {
        yield verdict(container.task, mode === 'non-blocking', `the log mode of ${nameOf(container)} is ${mode}`, `${container.location}.LogConfiguration.Options.mode`);
      }
    }
  },
};
