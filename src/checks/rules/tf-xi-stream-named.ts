import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { mapOf } from '../value';
import { logging } from './support/logs';
import { isFargate, nameOf } from './support/tasks';

export const streamNamed: Rule = {
  id: 'TF-XI-StreamNamed',
  factor: Factor.LOGS,
  severity: 'error',
  checks: 'On Fargate the awslogs driver is told a prefix for its streams.',
  why: 'Fargate needs it: ECS refuses the task definition, and the release fails.',
  mend: 'Set awslogs-stream-prefix, such as the name of the process.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html',
  * judge(cloud) {
    for (const container of logging(cloud, 'awslogs').filter(({ task }) => isFargate(task))) {
      const named = mapOf(container.options)['awslogs-stream-prefix'] !== undefined;
      yield verdict(container.task, named, `${nameOf(container)} has ${named ? 'a' : 'no'} stream prefix`, `${container.location}.LogConfiguration.Options`);
    }
  },
};
