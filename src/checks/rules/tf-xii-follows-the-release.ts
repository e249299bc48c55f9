import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { textOf } from '../value';
import { ecsActionFor } from './support/pipelines';
import { runs } from './support/schedules';
import { services } from './support/tasks';

export const followsTheRelease: Rule = {
  id: 'TF-XII-FollowsTheRelease',
  factor: Factor.ADMIN_PROCESSES,
  severity: 'warning',
  checks: 'A schedule runs what was released last.',
  why: 'A pipeline that registers revisions for the service leaves schedules behind: they go on with the image of the last stack update, for months.',
  mend: 'Release by a stack update, so that each revision reaches the schedule as well; or name the family without a revision.',
  source: 'https://github.com/aws/aws-cdk/issues/21782',
  * judge(cloud) {
    const releasedElsewhere = services(cloud).filter((one) => ecsActionFor(cloud, one));
    for (const { starter, task, location } of runs(cloud)) {
      const known = cloud.target(task);
      const literal = textOf(task);
      const stale = known ? releasedElsewhere.some((one) => one.template === known.template) : literal !== undefined && /:\d+$/.test(literal);
      if (known || literal !== undefined) {
        yield verdict(starter, !stale, stale ? 'is bound to one revision' : 'follows its stack or its family', `${location}.EcsParameters.TaskDefinitionArn`);
      }
    }
  },
};
