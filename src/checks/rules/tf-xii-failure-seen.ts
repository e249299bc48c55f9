import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { Undecided } from '../value';
import { Permissions } from './support/permissions';
import { runs } from './support/schedules';

export const failureSeen: Rule = {
  id: 'TF-XII-FailureSeen',
  factor: Factor.ADMIN_PROCESSES,
  severity: 'warning',
  checks: 'A run that cannot be started is put aside where somebody sees it, and the scheduler may put it there.',
  why: 'EventBridge tries for a while and drops the event: a backup that did not start for a month looks like one that did.',
  mend: 'Give the target a dead-letter queue, and an alarm on that.',
  source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html',
  * judge(cloud) {
    for (const { starter, target, location } of runs(cloud)) {
      if (!(target.DeadLetterConfig instanceof Undecided)) {
        const named = target.DeadLetterConfig !== undefined;
        // A rule of EventBridge is let in by the queue's own policy.
        const may = starter.type !== 'AWS::Scheduler::Schedule' || Permissions.of(cloud, target.RoleArn)?.allow('sqs:SendMessage') !== false;
        yield verdict(starter, named && may, !named ? 'has no dead-letter queue' : may ? 'has a dead-letter queue' : 'may not send to its dead-letter queue', `${location}.DeadLetterConfig`);
      }
    }
  },
};
