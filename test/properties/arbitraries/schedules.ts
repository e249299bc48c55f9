import { Duration, TimeZone } from 'aws-cdk-lib';
import { CronOptionsWithTimezone, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as fc from 'fast-check';
import { whole } from './text';
import { Writer, Written } from '../support/written';

const rate = whole(1, 1440).map((minutes) => new Written(`ScheduleExpression.rate(Duration.minutes(${minutes}))`,
  () => ScheduleExpression.rate(Duration.minutes(minutes))));

const cron = fc.record({ minute: whole(0, 59).map(String), hour: whole(0, 23).map(String), day: fc.constantFrom('*', '1', 'L') }).map((options: CronOptionsWithTimezone) => (
  new Written(`ScheduleExpression.cron({ ...${JSON.stringify(options)}, timeZone: TimeZone.EUROPE_ZURICH })`,
    () => ScheduleExpression.cron({ ...options, timeZone: TimeZone.EUROPE_ZURICH }))
));

const once = fc.constant(new Written('ScheduleExpression.at(new Date(\'2030-01-01T00:00:00Z\'))', () => ScheduleExpression.at(new Date('2030-01-01T00:00:00Z'))));

/** When something runs. */
export const schedule: Writer<ScheduleExpression> = fc.oneof(rate, cron, once);
