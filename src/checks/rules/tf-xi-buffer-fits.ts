import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { mapOf, numberOf, textOf, Value } from '../value';
import { logging } from './support/logs';
import { nameOf } from './support/tasks';

const UNITS: { [unit: string]: number } = { '': 1 / 1024 ** 2, 'b': 1 / 1024 ** 2, 'k': 1 / 1024, 'm': 1, 'g': 1024 };

export const bufferFits: Rule = {
  id: 'TF-XI-BufferFits',
  factor: Factor.LOGS,
  severity: 'warning',
  checks: 'The buffer of a container\'s log is smaller than the memory of its task.',
  why: 'When CloudWatch Logs cannot be reached the buffer fills, and a task without the memory for it is killed: an outage of logging is one of the app.',
  mend: 'Lower max-buffer-size; 25m holds a great many lines.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
  * judge(cloud) {
    for (const container of logging(cloud, 'awslogs')) {
      const [buffer, memory] = [mebibytes(mapOf(container.options)['max-buffer-size']), numberOf(container.task.get('Memory'))];
      if (buffer !== undefined && memory !== undefined) {
        yield verdict(container.task, buffer < memory, `${nameOf(container)} buffers up to ${Math.round(buffer)} MiB of ${memory}`,
          `${container.location}.LogConfiguration.Options.max-buffer-size`);
      }
    }
  },
};

function mebibytes(size: Value): number | undefined {
  const [, amount, unit] = /^(\d+)([bkmg]?)$/i.exec(textOf(size) ?? '') ?? [];
  return amount === undefined ? undefined : Number(amount) * UNITS[unit.toLowerCase()];
}
