import { Duration, TimeZone } from 'aws-cdk-lib';
import { Schedule as RuleSchedule } from 'aws-cdk-lib/aws-events';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { mistakesOf } from './support/mistakes';
import { AdminTask } from '../../src';
import { checkSchedule } from '../../src/admin/schedule-expression';
import { Problems } from '../../src/private/problems';

const mistakes = (schedule: unknown) => mistakesOf({ adminTasks: { backup: AdminTask.scheduled({ command: ['x'], schedule: schedule as ScheduleExpression }) } });

/** The same, without an app around it. */
function written(expression: string, timeZone?: TimeZone): string[] {
  const problems = new Problems('Schedule');
  checkSchedule(problems, 'adminTasks.backup.schedule', ScheduleExpression.expression(expression, timeZone));
  try {
    problems.throwIfAny();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).map((line) => line.replace('  - ', ''));
  }
}

/** An expression that EventBridge Scheduler does not take, and what is said of it. */
const WRONG: [string, RegExp][] = [
  ['0 0 * * *', /^adminTasks.backup.schedule must be at\(…\), rate\(…\) or cron\(…\), such as cron\(0 0 \* \* \? \*\), got "0 0 \* \* \*"$/],
  ['30 4 * * mon-fri', /such as cron\(30 4 \? \* MON-FRI \*\), got/],
  ['0 12 * * 0', /such as cron\(0 0 \* \* \? \*\), got/],
  ['', /got ""$/],
  ['daily', /got "daily"$/],
  ['CRON(0 0 * * ? *)', /must be at/],
  ['cron(0 0 * * *)', /schedule must be cron with six fields \(minutes, .*\), such as cron\(0 0 \* \* \? \*\), got "cron\(0 0 \* \* \*\)"$/],
  ['cron(0 0 0 * * ? *)', /six fields/],
  ['cron()', /six fields/],
  ['cron(0 25 * * ? *)', /schedule: the field "hours" of cron\(0 25 \* \* \? \*\) must be from 0 to 23, with .*, got "25"$/],
  ['cron(60 0 * * ? *)', /the field "minutes" .* from 0 to 59, .* got "60"$/],
  ['cron(0 0 0 * ? *)', /the field "day of month" .* from 1 to 31, .* got "0"$/],
  ['cron(0 0 ? 13 MON *)', /the field "month" .* from 1 to 12, JAN to DEC, .* got "13"$/],
  ['cron(0 0 ? * 0 *)', /the field "day of week" .* from 1 to 7, SUN to SAT, .* got "0"$/],
  ['cron(0 0 ? * MONDAY *)', /the field "day of week" .* got "MONDAY"$/],
  ['cron(0 0 ? * 3#1,6#3 *)', /the field "day of week" .* got "3#1,6#3"$/],
  ['cron(0 0 ? * 3#6 *)', /the field "day of week"/],
  ['cron(0 0 * * ? 1969)', /the field "year" .* from 1970 to 2199, .* got "1969"$/],
  ['cron(0 ? * * ? *)', /the field "hours" .* got "\?"$/],
  ['cron(*/0 * * * ? *)', /the field "minutes" .* got "\*\/0"$/],
  ['cron(0 1-2-3 * * ? *)', /the field "hours" .* got "1-2-3"$/],
  ['cron(0 0 32W * ? *)', /the field "day of month"/],
  ['cron(0 0 1 * MON *)', /schedule must be cron with "\?" in either the day of month or the day of week, .* got "cron\(0 0 1 \* MON \*\)"$/],
  ['cron(0 0 * * * *)', /cron with "\?" in either/],
  ['cron(0 0 ? * ? *)', /cron with "\?" in either .* only one/],
  ['rate(0 minutes)', /schedule must be a whole number from 1 and its unit, as in .*, got "rate\(0 minutes\)"$/],
  ['rate(1 minutes)', /got "rate\(1 minutes\)"$/],
  ['rate(5 minute)', /got "rate\(5 minute\)"$/],
  ['rate(1.5 hours)', /whole number/],
  ['rate(-1 days)', /whole number/],
  ['rate(30 seconds)', /whole number/],
  ['rate(5 minutes', /must be at/],
  ['at(2030-13-01T00:00:00)', /schedule must be a date and time as in at\(2030-12-31T23:59:00\), got "at\(2030-13-01T00:00:00\)"$/],
  ['at(2030-04-31T00:00:00)', /a date and time/],
  ['at(2030-04-30)', /a date and time/],
  ['at(2030-04-30T00:00:00Z)', /a date and time/],
  ['at(2020-01-01T00:00:00)', /schedule must be in the future, or it never runs, got "at\(2020-01-01T00:00:00\)"$/],
];

test.each(WRONG)('%s is no schedule', (expression, message) => {
  expect(written(expression)).toEqual([expect.stringMatching(message)]);
});

test('the time zone has to be one', () => {
  expect(written('cron(0 0 * * ? *)', TimeZone.of('Europe/Atlantis'))).toEqual([
    'adminTasks.backup.schedule: the time zone must be a name of the IANA database, such as "Europe/Berlin", got "Europe/Atlantis"',
  ]);
  expect(written('cron(0 0 * * ? *)', TimeZone.of('+02:00'))).toHaveLength(1);
});

test('two wrong fields and a wrong time zone are three mistakes', () => {
  expect(written('cron(61 25 * * ? *)', TimeZone.of('Nowhere'))).toHaveLength(3);
});

test.each([
  'cron(0 0 * * ? *)', 'cron(15 10 ? * 6L 2022-2030)', 'cron(0/5 8-17 ? * MON-FRI *)', 'cron(*/10 * ? * SUN,3,SAT *)', 'cron(0 8 1 * ? *)', 'cron(0 0 L * ? *)',
  'cron(0 0 LW * ? *)', 'cron(0 0 L-3 * ? *)', 'cron(0 9 ? * 2#1 *)', 'cron(0 9 ? * FRI#3 *)', 'cron(0 0 3W JAN,jul ? *)', 'cron(0 22-2 ? * FRI-MON *)', 'cron(5 0 10/7 1/3 ? 2026/2)',
  'cron( 0  0 * * ? * )', 'rate(1 minute)', 'rate(5 minutes)', 'rate(1 hour)', 'rate(12 hours)', 'rate(1 day)', 'rate(365 days)', 'at(2199-12-31T23:59:59)',
])('%s is a schedule', (expression) => {
  expect(written(expression)).toEqual([]);
});

test('what the CDK makes of its own options is a schedule, in every time zone that it knows', () => {
  expect(mistakes(ScheduleExpression.cron({ hour: '0', minute: '0' }))).toEqual([]);
  expect(mistakes(ScheduleExpression.cron({ weekDay: 'MON-FRI', hour: '4', minute: '30', timeZone: TimeZone.EUROPE_BERLIN }))).toEqual([]);
  expect(mistakes(ScheduleExpression.rate(Duration.days(1)))).toEqual([]);
  expect(mistakes(ScheduleExpression.at(new Date('2199-01-01')))).toEqual([]);
  expect(mistakes(ScheduleExpression.expression('${Token[TOKEN.5]}'))).toEqual([]);
  for (const zone of Object.values(TimeZone).filter((one) => one instanceof TimeZone)) {
    expect(written('rate(1 day)', zone)).toEqual([]);
  }
});

test('a schedule that is left out, or is text, is a mistake: a backup would never run by itself', () => {
  expect(mistakes(undefined)).toEqual(['adminTasks.backup.schedule is missing; give a ScheduleExpression, such as ScheduleExpression.cron()']);
  expect(mistakes('rate(1 day)')).toEqual(['adminTasks.backup.schedule must be a ScheduleExpression, such as ScheduleExpression.cron(), got the string "rate(1 day)"']);
});

test('the app lists it', () => {
  expect(mistakes(ScheduleExpression.expression('0 0 * * *'))).toEqual([expect.stringMatching(WRONG[0][1])]);
});

test('a schedule of a rule of EventBridge is judged by the same grammar', () => {
  expect(mistakes(RuleSchedule.expression('rate(1 minutes)'))).toEqual([expect.stringMatching(/got "rate\(1 minutes\)"/)]);
});
