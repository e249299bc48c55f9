import { Duration } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import {
  AdminTask, Approval, Config, DynamicConfig, Environment, ImageBuild, LogDestination, Logging, Process, ProcessOptions, Release, Scaling, Severity, Shutdown,
  SmokeTest, TaskSize, VulnerabilityGate, WebProcessOptions,
} from '../../../src';
import { GUESTBOOK } from '../../support/synthesis';
import { UpgradeCase } from '../support/upgrade-case';
import { Version } from '../support/version';

const web = (options: WebProcessOptions): Version => ({ props: { processes: { ...GUESTBOOK.processes, web: Process.web(options) } } });
const worker = (options: ProcessOptions): Version => (
  { props: { processes: { ...GUESTBOOK.processes, worker: Process.worker({ command: ['node', 'dist/worker.js'], ...options }) } } }
);
const dynamic = (greeting: string, schema?: { [key: string]: any }) => Config.of({
  variables: GUESTBOOK.config!.variables, dynamic: DynamicConfig.json({ values: { Greeting: greeting }, schema }),
});
const production = (options = {}) => [Environment.staging(), Environment.production(options)];
const withRelease = (command: string[]) => ({ props: { release: Release.withCommand({ command }) } });
const FIRE_LENS = { props: { logging: Logging.fireLens([LogDestination.cloudWatch()]) } };
const TWO_DESTINATIONS = { props: { logging: Logging.fireLens([LogDestination.cloudWatch(), LogDestination.s3()]) } };

/** Something of the app has another value. */
export const CHANGES: UpgradeCase[] = [
  { change: 'nothing', after: {}, meaning: '' },
  { change: '`port` of the web process', after: web({ port: 3000 }), meaning: '' },
  { change: '`healthCheck`', after: web({ healthCheck: '/up' }), meaning: '' },
  { change: '`startUp`', after: web({ startUp: Duration.minutes(2) }), meaning: '' },
  { change: 'the command of a process', after: web({ command: ['node', 'other.js'] }), meaning: '' },
  { change: 'a variable', after: { props: { config: Config.of({ variables: { LOG_LEVEL: 'debug' }, dynamic: GUESTBOOK.config!.dynamic }) } }, meaning: '' },
  { change: '`size` of a process', after: web({ size: TaskSize.LARGE }), meaning: '' },
  { change: '`scaling`, from fixed to CPU', after: web({ scaling: Scaling.cpu(50, { min: 2, max: 4 }) }), meaning: '' },
  { change: '`scaling`, from CPU to requests', before: web({ scaling: Scaling.cpu(50, { min: 2, max: 4 }) }), after: web({ scaling: Scaling.requests(500, { min: 2, max: 4 }) }), meaning: '' },
  { change: '`scaling`, another CPU target', before: web({ scaling: Scaling.cpu(50, { min: 2, max: 4 }) }), after: web({ scaling: Scaling.cpu(60, { min: 2, max: 4 }) }), meaning: '' },
  { change: '`scaling`, from CPU to fixed', before: web({ scaling: Scaling.cpu(50, { min: 2, max: 4 }) }), after: web({ scaling: Scaling.fixed(3) }), meaning: '' },
  { change: '`shutdown`', after: { props: { shutdown: Shutdown.within(Duration.seconds(90)) } }, meaning: '' },
  { change: '`shutdown` of a worker', after: worker({ shutdown: Shutdown.within(Duration.seconds(90)) }), meaning: '' },
  { change: 'a dynamic value', after: { props: { config: dynamic('Good day', GUESTBOOK.config!.dynamic!.schema) } }, meaning: '' },
  { change: 'the schema of the dynamic config', after: { props: { config: dynamic('Hello', { type: 'object' }) } }, meaning: '' },
  { change: '`logging`, from CloudWatch to FireLens', after: FIRE_LENS, meaning: '' },
  { change: '`logging`, from FireLens to CloudWatch', before: FIRE_LENS, after: {}, meaning: '' },
  { change: 'a log destination more', before: FIRE_LENS, after: TWO_DESTINATIONS, meaning: '' },
  { change: 'a log destination less', before: TWO_DESTINATIONS, after: FIRE_LENS, meaning: '' },
  { change: '`imageBuild`, a stage of tests', after: { props: { imageBuild: ImageBuild.dockerfile({ testTarget: 'test' }) } }, meaning: '' },
  { change: '`imageBuild`, no tests any more', before: { props: { imageBuild: ImageBuild.dockerfile({ testTarget: 'test' }) } }, after: {}, meaning: '' },
  { change: '`vulnerabilityGate`', after: { props: { vulnerabilityGate: VulnerabilityGate.failOn(Severity.CRITICAL) } }, meaning: '' },
  { change: '`smokeTest`', after: { props: { smokeTest: SmokeTest.commands(['npm run smoke']) } }, meaning: '' },
  { change: '`approval` of production taken away', after: { props: { environments: production({ approval: Approval.none() }) } }, meaning: '' },
  { change: 'a release command added', after: withRelease(['node', 'dist/admin/migrate.js']), meaning: '' },
  { change: 'a release command taken away', before: withRelease(['node', 'dist/admin/migrate.js']), after: {}, meaning: '' },
  { change: 'another release command', before: withRelease(['node', 'dist/admin/migrate.js']), after: withRelease(['node', 'dist/other.js']), meaning: '' },
  { change: '`releasesKept`', after: { props: { releasesKept: 50 } }, meaning: '' },
  {
    change: 'the schedule of an admin task',
    after: { props: { adminTasks: { ...GUESTBOOK.adminTasks, backup: AdminTask.scheduled({
      command: ['node', 'dist/admin/backup.js'], schedule: ScheduleExpression.cron({ hour: '3', minute: '0' }), backsUp: ['Datastore'],
    }) } } },
    meaning: '',
  },
];
