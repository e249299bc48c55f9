import { App, Duration } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Codebase, LogDestination, Logging, Process, TaskSize, TwelveFactorFargateApp } from 'cdk-twelve-factor-fargate';

const app = new App();

new TwelveFactorFargateApp(app, 'Chatty', {
  codebase: Codebase.codeCommit(),
  // The app writes to its standard output, as ever; a router beside it sends that to two places.
  logging: Logging.fireLens([
    LogDestination.cloudWatch({ retention: RetentionDays.TWO_WEEKS }),
    LogDestination.s3({ expiration: Duration.days(400) }),
  ]),
  // The router takes up to 256 MiB of the task's memory.
  processes: { web: Process.web({ size: TaskSize.MEDIUM }) },
});
