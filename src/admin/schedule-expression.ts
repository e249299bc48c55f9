import { TimeZone, Token } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Problems } from '../private/problems';

/** A field of a cron expression: its numbers, the names that stand for them, and what only this field has. */
interface Field {
  readonly what: string;
  readonly min: number;
  readonly max: number;
  readonly names?: string[];
  readonly special?: RegExp;
}

const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** The fields of cron, in their order. */
const FIELDS: Field[] = [
  { what: 'minutes', min: 0, max: 59 },
  { what: 'hours', min: 0, max: 23 },
  { what: 'day of month', min: 1, max: 31, special: /^(\?|L|LW|L-([1-9]|[12]\d|30)|([1-9]|[12]\d|3[01])W)$/i },
  { what: 'month', min: 1, max: 12, names: MONTHS },
  { what: 'day of week', min: 1, max: 7, names: DAYS, special: new RegExp(`^(\\?|L|([1-7]|${DAYS.join('|')})(L|#[1-5]))$`, 'i') },
  { what: 'year', min: 1970, max: 2199 },
];

const LONGEST = 256;
const DAILY = 'cron(0 0 * * ? *)';
const HALF_A_DAY = 12 * 60 * 60 * 1000;

/**
 * Notes what EventBridge Scheduler would not take of a schedule, or would never run.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function checkSchedule(problems: Problems, where: string, { expressionString: text, timeZone }: ScheduleExpression): void {
  checkTimeZone(problems, where, timeZone);
  if (Token.isUnresolved(text)) {
    return;
  }
  const [, kind, inside] = typeof text === 'string' && text.length <= LONGEST ? /^(at|rate|cron)\((.*)\)$/s.exec(text) ?? [] : [];
  switch (kind) {
    case 'at': return checkAt(problems, where, inside);
    case 'rate': return checkRate(problems, where, inside);
    case 'cron': return checkCron(problems, where, inside.trim());
    default: return problems.must(false, where, `at(…), rate(…) or cron(…), such as ${suggestion(text) ?? DAILY}`, text);
  }
}

function checkAt(problems: Problems, where: string, time: string): void {
  const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(time) ? new Date(`${time}Z`) : undefined;
  const isDate = date !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(time); // the 31st of April is no date
  problems.must(isDate, where, 'a date and time as in at(2030-12-31T23:59:00)', `at(${time})`);
  // Past in every time zone.
  problems.must(!isDate || date.getTime() + HALF_A_DAY > Date.now(), where, 'in the future, or it never runs', `at(${time})`);
}

function checkRate(problems: Problems, where: string, rate: string): void {
  const [, value, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(rate) ?? [];
  const isRate = unit !== undefined && rate.endsWith('s') === (value !== '1');
  problems.must(isRate, where, 'a whole number from 1 and its unit, as in rate(1 day), rate(5 minutes) or rate(12 hours)', `rate(${rate})`);
}

function checkCron(problems: Problems, where: string, cron: string): void {
  const fields = cron.split(/\s+/);
  if (fields.length !== FIELDS.length) {
    return problems.must(false, where,
      `cron with six fields (minutes, hours, day of month, month, day of week, year), such as ${suggestion(cron) ?? DAILY}`, `cron(${cron})`);
  }
  FIELDS.forEach((field, index) => {
    problems.must(isField(field, fields[index]), `${where}: the field "${field.what}" of cron(${cron})`, describe(field), fields[index]);
  });
  problems.must((fields[2] === '?') !== (fields[4] === '?'), where,
    'cron with "?" in either the day of month or the day of week, and in only one of them, such as cron(0 0 * * ? *) or cron(0 0 ? * MON *)', `cron(${cron})`);
}

function isField(field: Field, text: string): boolean {
  if (field.special?.test(text)) {
    return true;
  }
  return text.split(',').every((part) => {
    const [range, step, ...more] = part.split('/');
    const isStep = step === undefined || /^[1-9]\d*$/.test(step);
    const isRange = range === '*' || range.split('-').length <= 2 && range.split('-').every((one) => isValue(field, one));
    return more.length === 0 && isStep && (isRange || step === undefined && field.special?.test(part) === true && !part.includes('#') && part !== '?');
  });
}

function isValue({ min, max, names }: Field, text: string): boolean {
  return names?.includes(text.toUpperCase()) === true || /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max;
}

function describe({ min, max, names, special }: Field): string {
  const named = names ? `, ${names[0]} to ${names.at(-1)}` : '';
  return `from ${min} to ${max}${named}, with ",", "-", "*"${special ? ', "?"' : ''} and "/"`;
}

/** What five fields of a crontab are in six: for days of the week that are numbers, nothing, since these count from 0 there and from 1 here. */
function suggestion(crontab: unknown): string | undefined {
  const fields = typeof crontab === 'string' ? crontab.trim().split(/\s+/) : [];
  if (fields.length !== 5 || !fields.every((one) => /^[\w*/,-]+$/.test(one)) || /\d/.test(fields[4])) {
    return undefined;
  }
  const [minutes, hours, day, month, weekday] = fields;
  const suggested = weekday === '*' ? [minutes, hours, day, month, '?', '*'] : [minutes, hours, '?', month, weekday.toUpperCase(), '*'];
  return FIELDS.every((field, index) => isField(field, suggested[index])) ? `cron(${suggested.join(' ')})` : undefined;
}

function checkTimeZone(problems: Problems, where: string, timeZone: TimeZone | undefined): void {
  const name = timeZone?.timezoneName;
  problems.must(name === undefined || Token.isUnresolved(name) || isTimeZone(name), `${where}: the time zone`, 'a name of the IANA database, such as "Europe/Berlin"', name);
}

function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && name.length <= 50 && Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return Object.values(TimeZone).some((one) => one instanceof TimeZone && one.timezoneName === name); // the CDK may know more zones than this Node.js
  }
}
