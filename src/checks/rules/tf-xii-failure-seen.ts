import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { Undecided } from '../value';
import { runs } from './support/schedules';

export const failureSeen: Rule = {
  id: 'TF-XII-FailureSeen',
  factor: Factor.ADMIN_PROCESSES,
  severity: 'warning',
  checks: 'A run that cannot be started is put aside where somebody sees it.',
  why: 'EventBridge tries for a while and drops the event: a backup that did not start for a month looks like one that did.',
  mend: 'Give the target a dead-letter queue, and an alarm on that.',
  source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html',
  * judge(cloud) {
    for (const { starter, target, location } of runs(cloud)) {
      if (!(target.DeadLetterConfig instanceof Undecided)) {
        const kept = target.DeadLetterConfig !== undefined;
        yield verdict(starter, kept, kept ? 'has a dead-letter queue' : 'has no dead-letter queue', `${location}.DeadLetterConfig`);
      }
    }
  },
};
