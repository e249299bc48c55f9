import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { Permissions } from './support/permissions';
import { runs } from './support/schedules';

export const scheduleMayRun: Rule = {
  id: 'TF-XII-ScheduleMayRun',
  factor: Factor.ADMIN_PROCESSES,
  severity: 'error',
  checks: 'The role of a schedule may run its task and hand on the task\'s roles.',
  why: 'Otherwise EventBridge is refused at each run, and nothing but its own metrics says so.',
  mend: 'Grant ecs:RunTask on the task definition and iam:PassRole on its task role and execution role.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/tasks-scheduled-eventbridge-scheduler.html',
  * judge(cloud) {
    for (const { starter, target, task, location } of runs(cloud)) {
      const permissions = Permissions.of(cloud, target.RoleArn);
      const definition = cloud.target(task);
      if (permissions && definition) {
        const roles = definition.get('TaskRoleArn') !== undefined || definition.get('ExecutionRoleArn') !== undefined;
        const missing = ['ecs:RunTask', ...roles ? ['iam:PassRole'] : []].filter((one) => !permissions.allow(one));
        yield verdict(starter, missing.length === 0, missing.length === 0 ? 'the role may run it' : `the role lacks ${missing.join(' and ')}`, `${location}.RoleArn`);
      }
    }
  },
};
