import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { listOf, mapOf, textOf } from '../value';
import { containers, nameOf } from './support/tasks';

export const noLogFiles: Rule = {
  id: 'TF-XI-NoLogFiles',
  factor: Factor.LOGS,
  severity: 'warning',
  checks: 'No volume is mounted for log files.',
  why: 'An app writes its events to standard output and leaves the rest to the platform. Files fill the disk and are gone with the task.',
  mend: 'Let the app, or the web server in front of it, log to standard output.',
  source: 'https://12factor.net/logs',
  * judge(cloud) {
    for (const container of containers(cloud)) {
      const mounts = listOf(container.definition.MountPoints).map((one) => textOf(mapOf(one).ContainerPath));
      // ECS Exec's agent needs a place of its own there.
      const logs = mounts.find((one) => one !== undefined && /(^|\/)logs?(\/|$)/.test(one) && !one.startsWith('/var/log/amazon'));
      if (mounts.length > 0 && !mounts.includes(undefined)) {
        yield verdict(container.task, !logs, `${nameOf(container)} mounts ${logs ?? mounts.join(', ')}`, `${container.location}.MountPoints`);
      }
    }
  },
};
