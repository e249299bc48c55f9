import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { listOf, Reference, textsOf } from '../value';
import { matches, statements } from './support/permissions';

export const runTaskNamesRevisions: Rule = {
  id: 'TF-XII-RunTaskNamesRevisions',
  factor: Factor.ADMIN_PROCESSES,
  severity: 'error',
  checks: 'A permission to run tasks names a task definition with its revision, or with :* for all.',
  why: 'ECS denies a family without either: the permission looks right and allows nothing.',
  mend: 'End the ARN with :* after the family.',
  source: 'https://github.com/aws/aws-cdk/issues/30390',
  * judge(cloud) {
    for (const { holder, body, location } of statements(cloud)) {
      if (body.Effect === 'Allow' && textsOf(body.Action).some((one) => one !== '*' && matches(one, 'ecs:RunTask'))) {
        const named = listOf(body.Resource);
        const bare = textsOf(named).find((one) => /:task-definition\/[^:*?{}]+$/.test(one));
        if (bare || named.every((one) => one instanceof Reference || typeof one === 'string' && !one.endsWith('}'))) {
          yield verdict(holder, !bare, bare ? `${bare.split('/').pop()} has no revision` : 'revisions are named', `${location}.Resource`);
        }
      }
    }
  },
};
