import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { textOf } from '../value';
import { runs } from './support/schedules';

export const scheduleCanFire: Rule = {
  id: 'TF-XII-ScheduleCanFire',
  factor: Factor.ADMIN_PROCESSES,
  severity: 'error',
  checks: 'The cron expression of a schedule has six fields, and leaves one of the two kinds of days open.',
  why: 'EventBridge refuses the five fields of Linux, and an expression that says both the day of the month and the day of the week.',
  mend: 'Write minutes, hours, day of the month, month, day of the week and year, with ? for one of the days.',
  source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html',
  * judge(cloud) {
    for (const { starter } of runs(cloud)) {
      const expression = textOf(starter.get('ScheduleExpression'));
      const [, fields] = /^cron\((.*)\)$/.exec(expression ?? '') ?? [];
      if (fields !== undefined) {
        const all = fields.trim().split(/\s+/);
        yield verdict(starter, all.length === 6 && (all[2] === '?' || all[4] === '?'), expression!, 'ScheduleExpression');
      }
    }
  },
};
