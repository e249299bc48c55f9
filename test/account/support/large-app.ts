import { App, Duration } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import {
  AdminTask, Attachment, BackingService, Codebase, Config, DynamicConfig, Environment, Process, Release, TwelveFactorFargateApp,
  TwelveFactorFargateAppProps,
} from '../../../src';
import { newApp, WITHOUT_VALIDATOR } from '../../support/synthesis';

/** The longest name that a task, or a backing service, may have. */
const LONGEST = 20;

/** How much of everything there is. */
export interface Counts {
  readonly workers: number;
  readonly scheduled: number;
  readonly oneOff: number;
  readonly tables: number;
  readonly buckets: number;
}

/** The largest app that is promised: forty tasks with the web process, a release command and twenty backing services. */
export const PROMISED: Counts = { workers: 13, scheduled: 13, oneOff: 13, tables: 10, buckets: 10 };

/** An app of this size, all names at their longest, where names are longest. */
export function largeApp(counts: Counts, more: Partial<TwelveFactorFargateAppProps> = {}): App {
  const cdk = newApp(WITHOUT_VALIDATOR);
  const env = { account: '111122223333', region: 'ap-southeast-2' };
  const command = ['node', 'dist/task.js'];
  const tables = numbered('table', counts.tables);
  new TwelveFactorFargateApp(cdk, 'Large', {
    env,
    appName: longest('App', 24),
    codebase: Codebase.codeCommit(),
    config: Config.of({ variables: { LOG_LEVEL: 'info' }, dynamic: DynamicConfig.json({ values: { Greeting: 'Hello' } }) }),
    backingServices: {
      ...each(tables, (name, index) => BackingService.dynamoDbTable({
        partitionKey: { name: 'Key', type: AttributeType.STRING },
        attach: index % 2 ? Attachment.dynamic(`Table${index}`) : Attachment.variable(name.toUpperCase()),
      })),
      ...each(numbered('bucket', counts.buckets), (name) => BackingService.bucket({ attach: Attachment.variable(name.toUpperCase()) })),
    },
    processes: { web: Process.web(), ...each(numbered('worker', counts.workers), () => Process.worker({ command })) },
    adminTasks: {
      ...each(numbered('scheduled', counts.scheduled), () => (
        AdminTask.scheduled({ command, schedule: ScheduleExpression.rate(Duration.days(1)), backsUp: tables.slice(0, 1) }))),
      ...each(numbered('once', counts.oneOff), () => AdminTask.oneOff({ command })),
    },
    release: Release.withCommand({ command }),
    environments: [Environment.named(longest('Staging', 16)), Environment.named(longest('Production', 16), { production: true })],
    ...more,
  });
  return cdk;
}

function numbered(word: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => longest(`${word}${index}n`, LONGEST));
}

function longest(start: string, length: number): string {
  return start.padEnd(length, 'n');
}

function each<T>(names: string[], make: (name: string, index: number) => T): { [name: string]: T } {
  return Object.fromEntries(names.map((name, index) => [name, make(name, index)]));
}
