import { Fn, Lazy } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { mistakesIn } from './invariants';
import { AdminTask, LogDestination, Logging, Process, Scaling, TwelveFactorFargateAppProps } from '../../src';
import { make } from './support/made';
import { Written } from './support/written';
import { GUESTBOOK, RECOMMENDED } from '../support/synthesis';

/** What the properties have found, as small as they could make it; invalid props that they have found are rows of bad-input.test.ts. */
const FOUND: [string, Partial<TwelveFactorFargateAppProps>][] = [
  ['a highest number of copies that is known late', {
    processes: { web: Process.web({ scaling: Scaling.cpu(50, { min: 20, max: Lazy.number({ produce: () => 30 }) }) }) },
  }],
  ['a log router beside a scheduled task', {
    processes: { web: Process.web() },
    adminTasks: { backup: AdminTask.scheduled({ command: ['backup'], schedule: ScheduleExpression.at(new Date('2030-01-01T00:00:00Z')) }) },
    logging: Logging.fireLens([LogDestination.s3()]),
  }],
  ['a scheduled task and a worker whose commands come from other stacks', {
    processes: { worker: Process.worker({ command: Fn.split(' ', Fn.importValue('worker')) }) },
    adminTasks: { backup: AdminTask.scheduled({ command: Fn.split(' ', Fn.importValue('backup')), schedule: ScheduleExpression.at(new Date('2030-01-01T00:00:00Z')) }) },
  }],
  ['dynamic config without a web process', { processes: { worker: Process.worker({ command: ['node', 'worker.js'] }) } }],
  ['a word of a command that a shell would take for more', { processes: { worker: Process.worker({ command: ['search', 'this & that'] }) } }],
];

test.each(FOUND)('%s', (title, props) => {
  expect(mistakesIn(make({ props: new Written(title, () => ({ ...GUESTBOOK, ...props })) }, RECOMMENDED))).toEqual([]);
});
