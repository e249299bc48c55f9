import { Duration } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import {
  AdminTask, Approval, Config, DynamicConfig, Environment, ImageBuild, LogDestination, Logging, Process, Release, Scaling, Severity, Shutdown,
  SmokeTest, TaskSize, VulnerabilityGate, WebProcessOptions,
} from '../../../src';
import { GUESTBOOK } from '../../support/synthesis';
import { UpgradeCase } from '../support/upgrade-case';
import { Version } from '../support/version';

const TASKS = ['web', 'worker', 'seed', 'backup'];
const web = (options: WebProcessOptions): Version => ({ props: { processes: { ...GUESTBOOK.processes, web: Process.web(options) } } });
const dynamic = (greeting: string, schema?: { [key: string]: any }): Version => ({
  props: { config: Config.of({ variables: GUESTBOOK.config!.variables, dynamic: DynamicConfig.json({ values: { Greeting: greeting }, schema }) }) },
});
const fireLens = (...destinations: LogDestination[]): Version => ({ props: { logging: Logging.fireLens(destinations) } });
const withRelease = (command: string): Version => ({ props: { release: Release.withCommand({ command: ['node', command] }) } });

const CPU = web({ scaling: Scaling.cpu(50, { min: 2, max: 4 }) });
const FIRE_LENS = fireLens(LogDestination.cloudWatch());
const TWO_DESTINATIONS = fireLens(LogDestination.cloudWatch(), LogDestination.s3());
const TESTED: Version = { props: { imageBuild: ImageBuild.dockerfile({ testTarget: 'test' }) } };
const MIGRATE = withRelease('dist/admin/migrate.js');

/** Something of the app has another value. */
export const CHANGES: UpgradeCase[] = [
  { change: 'nothing', after: {}, meaning: 'The CDK skips every stack whose template is the same.' },
  {
    change: '`port` of the web process',
    after: web({ port: 3000 }),
    meaning: 'Requests go to the old tasks on the old port until the new ones are healthy on theirs.',
    advice: 'The image that runs must read `PORT`: no new one is released.',
  },
  {
    change: '`healthCheck`',
    after: web({ healthCheck: '/up' }),
    meaning: 'The load balancer asks the new path at once, also of the tasks that run: those that do not answer it are replaced.',
    advice: 'First release an image that answers both paths.',
  },
  { change: '`startUp`', after: web({ startUp: Duration.minutes(2) }), meaning: 'It holds for tasks that start from now on.' },
  {
    change: 'the command of a process',
    after: web({ command: ['node', 'other.js'] }),
    meaning: 'The image that runs starts with the new command.',
    advice: 'First release an image that knows the command.',
  },
  {
    change: 'a variable',
    after: { props: { config: Config.of({ variables: { LOG_LEVEL: 'debug' }, dynamic: GUESTBOOK.config!.dynamic }) } },
    meaning: 'Every process and task has it, so all are new. Use a dynamic value for what has to change without that.',
  },
  { change: '`size` of a process', after: web({ size: TaskSize.LARGE }), meaning: 'As many tasks as before, of the new size.' },
  { change: '`scaling`, from a fixed number to CPU', after: CPU, meaning: 'The count is lifted or lowered into the new range, and then follows the load.' },
  {
    change: '`scaling`, from CPU to requests',
    before: CPU,
    after: web({ scaling: Scaling.requests(500, { min: 2, max: 4 }) }),
    meaning: 'The new policy is there before the old one goes; meanwhile the higher count wins.',
  },
  { change: '`scaling`, another CPU target', before: CPU, after: web({ scaling: Scaling.cpu(60, { min: 2, max: 4 }) }), meaning: 'The count goes on from where it is.' },
  {
    change: '`scaling`, from CPU to a fixed number',
    before: CPU,
    after: web({ scaling: Scaling.fixed(3) }),
    meaning: 'The count becomes the number at once.',
    advice: 'Choose a number that carries the load of the moment.',
  },
  {
    change: '`shutdown`',
    after: { props: { shutdown: Shutdown.within(Duration.seconds(90)) } },
    meaning: 'The old tasks stop within the old time limit. The load balancer drains for the new time at once.',
  },
  {
    change: 'a dynamic value',
    after: dynamic('Good day', GUESTBOOK.config!.dynamic!.schema),
    meaning: 'Running processes take it up as the rollout reaches them; none is restarted.',
    advice: 'After an operator has swapped a table: [attach that one first](service.md#after-a-swap), or this puts the old one back.',
  },
  {
    change: 'the schema of the dynamic config',
    after: dynamic('Hello', { type: 'object' }),
    meaning: 'It holds for the next version; the one in use is not validated again.',
  },
  {
    change: '`logging`, from CloudWatch to FireLens with CloudWatch',
    after: FIRE_LENS,
    meaning: 'The log groups of the processes stay and are written on.',
  },
  {
    change: '`logging`, from FireLens with CloudWatch to CloudWatch',
    before: FIRE_LENS,
    after: {},
    allowed: TASKS.map((task) => `deletes log router's log group of ${task}`),
    meaning: 'The log groups of the processes stay. What the log routers said of themselves is deleted.',
  },
  {
    change: '`logging`, from CloudWatch to FireLens with S3 only',
    after: fireLens(LogDestination.s3()),
    allowed: TASKS.map((task) => `deletes log group of ${task}`),
    meaning: 'The logs so far are deleted with their log groups.',
    advice: 'Export them before, or keep `LogDestination.cloudWatch()` beside S3 until they have expired.',
  },
  { change: 'a log destination added', before: FIRE_LENS, after: TWO_DESTINATIONS, meaning: 'The new destination has what is logged from now on.' },
  {
    change: 'a log destination in S3 taken away',
    before: TWO_DESTINATIONS,
    after: FIRE_LENS,
    meaning: 'The bucket and its objects stay until they expire.',
    advice: 'Delete the bucket yourself if you do not need it.',
  },
  { change: '`imageBuild`, a stage of tests added', after: TESTED, meaning: 'It holds for the next commit.' },
  {
    change: '`imageBuild`, the stage of tests taken away',
    before: TESTED,
    after: {},
    allowed: ['deletes test reports of the build (Pipeline)'],
    meaning: 'The test reports so far are deleted.',
    advice: 'Export the reports before if you need them.',
  },
  {
    change: '`vulnerabilityGate`',
    after: { props: { vulnerabilityGate: VulnerabilityGate.failOn(Severity.CRITICAL) } },
    meaning: 'It holds for the next scan; what runs is not looked at again.',
  },
  { change: '`smokeTest`', after: { props: { smokeTest: SmokeTest.commands(['npm run smoke']) } }, meaning: 'It holds for the next release.' },
  {
    change: '`approval` of production taken away',
    after: { props: { environments: [Environment.staging(), Environment.production({ approval: Approval.none() })] } },
    meaning: 'The next commit reaches production without one.',
    advice: 'Deploy while no execution waits for an approval.',
  },
  { change: 'a release command added', after: MIGRATE, meaning: 'The next release runs it first.' },
  {
    change: 'a release command taken away',
    before: MIGRATE,
    after: {},
    allowed: ['deletes log group of the release command'],
    meaning: 'Its logs are deleted with the log group.',
    advice: 'Export the logs before if you need them.',
  },
  { change: 'another release command', before: MIGRATE, after: withRelease('dist/other.js'), meaning: 'The next release runs it.' },
  {
    change: '`releasesKept`',
    after: { props: { releasesKept: 50 } },
    meaning: 'Only an output changes. The next release keeps as many, and deletes what is beyond; what was deleted before does not come back.',
  },
  {
    change: 'the schedule of an admin task',
    after: {
      props: {
        adminTasks: {
          ...GUESTBOOK.adminTasks,
          backup: AdminTask.scheduled({
            command: ['node', 'dist/admin/backup.js'], schedule: ScheduleExpression.cron({ hour: '3', minute: '0' }), backsUp: ['Datastore'],
          }),
        },
      },
    },
    meaning: 'A run that has started goes on.',
  },
];
