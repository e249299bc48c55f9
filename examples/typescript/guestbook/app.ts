import { App, Duration } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import {
  AdminTask, Attachment, BackingService, Codebase, Config, DynamicConfig, ImageBuild, Process, Release, Shutdown, SmokeTest,
  TwelveFactorFargateApp,
} from 'cdk-twelve-factor-fargate';

const app = new App();

new TwelveFactorFargateApp(app, 'Guestbook', {
  // I: a new repository, filled with the Koa service that comes with the library.
  codebase: Codebase.codeCommit(),

  // II and V: its Dockerfile has a stage that tests it, and one that is released. Nothing is pushed unless the tests pass.
  imageBuild: ImageBuild.dockerfile({ target: 'runtime', testTarget: 'test' }),

  // III: a variable changes by releasing; a dynamic value changes while the app runs.
  config: Config.of({
    variables: { LOG_LEVEL: 'info' },
    dynamic: DynamicConfig.json({
      values: { Greeting: 'Hello' },
      schema: {
        type: 'object',
        properties: { Greeting: { type: 'string', minLength: 1, maxLength: 40 } },
        additionalProperties: false,
      },
    }),
  }),

  // IV: the table's name is the dynamic value TableName, so that it can be swapped with no restart.
  backingServices: {
    Datastore: BackingService.dynamoDbTable({
      partitionKey: { name: 'Application', type: AttributeType.STRING },
      attach: Attachment.dynamic('TableName'),
    }),
  },

  // VI to IX: one process, two copies of it in production.
  processes: {
    web: Process.web({ port: 8080, healthCheck: '/' }),
  },
  shutdown: Shutdown.within(Duration.seconds(30)),

  // XII: the same image, other commands.
  adminTasks: {
    seed: AdminTask.oneOff({ command: ['node', 'dist/admin/seed.js'] }),
    backup: AdminTask.scheduled({
      command: ['node', 'dist/admin/backup.js'],
      schedule: ScheduleExpression.cron({ hour: '0', minute: '0' }),
      backsUp: ['Datastore'],
    }),
  },

  // V: a release puts the greeting into the table first, unless one is there.
  release: Release.withCommand({ command: ['node', 'dist/admin/seed.js'] }),

  // V: what is tried on staging before somebody approves production.
  smokeTest: SmokeTest.http({ path: '/' }),
});
