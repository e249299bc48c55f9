import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { containers, nameOf, secretsOf, variablesOf } from './support/tasks';

const KEYS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];

export const noStaticKeys: Rule = {
  id: 'TF-IV-NoStaticKeys',
  factor: Factor.BACKING_SERVICES,
  severity: 'error',
  checks: 'A process has its rights on AWS from its task role.',
  why: 'The SDKs take these variables before the task role, so the grants of the role mean nothing. The key never expires and works from anywhere.',
  mend: 'Remove the variables, also where they come from a secret, and grant the task role what the app needs.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  * judge(cloud) {
    for (const container of containers(cloud)) {
      const found = [...variablesOf(container), ...secretsOf(container)].find(([name]) => KEYS.includes(name));
      if (container.definition.Environment !== undefined || container.definition.Secrets !== undefined) {
        yield verdict(container.task, !found, `${nameOf(container)} ${found ? `is given ${found[0]}` : 'is given no key'}`, `${container.location}.Environment`);
      }
    }
  },
};
