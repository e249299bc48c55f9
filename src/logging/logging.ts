import { Duration, Environment as Place, Size } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { EnvironmentLogs } from './environment-logs';
import { ILogSink, LogDestination } from './log-destination';
import { processLogGroup } from './process-log-group';
import { acknowledge } from '../private/acknowledge';
import { assetPath } from '../private/assets';
import { expiringLogGroup } from '../private/log-group';
import { sorted } from '../private/order';
import { readAssets } from '../private/own-asset';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';

/**
 * The log router. Version 2 is past its end of life and the tags `stable` and `latest` still name it; the `init` variant reads its
 * configuration from S3, which the plain one cannot on Fargate.
 *
 * @see https://github.com/aws/aws-for-fluent-bit
 */
const ROUTER_IMAGE = 'public.ecr.aws/aws-observability/aws-for-fluent-bit:init-3.4.14';

/** What a log line may wait in while its destination is slow. When it is full, lines are lost; the app is never held up. */
const BUFFER = Size.mebibytes(25);
const BUFFERED_LINES = '8192';

/**
 * Options of `Logging.cloudWatch()`.
 */
export interface CloudWatchLoggingOptions {
  /**
   * How long the log is kept.
   *
   * @default - one month
   */
  readonly retention?: logs.RetentionDays;
}

/**
 * Where the event streams go that the app writes to its standard output (factor XI). The app neither knows nor cares.
 */
export abstract class Logging {
  /**
   * To CloudWatch Logs, with a log group for each process.
   */
  public static cloudWatch(options: CloudWatchLoggingOptions = {}): Logging {
    return new CloudWatchLogging(new Given('Logging.cloudWatch', { options }));
  }

  /**
   * Through a log router beside the app, to one or several destinations.
   *
   * @param destinations where to, each kind once
   */
  public static fireLens(destinations: LogDestination[]): Logging {
    return new FireLensLogging(new Given('Logging.fireLens', { destinations }));
  }

  /**
   * Defines what an environment needs.
   * @internal
   */
  public abstract _bind(scope: Construct): EnvironmentLogs;

  /**
   * Notes what is wrong with this logging.
   * @internal
   */
  public _check(_problems: Problems): void {}

  /**
   * Notes a mistake when a destination is known to be elsewhere than the environment that sends to it.
   * @internal
   */
  public _checkPlace(_problems: Problems, _where: string, _place: Place): void {}
}

class CloudWatchLogging extends Logging {
  constructor(private readonly given: Given<CloudWatchLoggingOptions>) {
    super();
  }

  public _check(problems: Problems): void {
    this.given.check(problems, 'logging');
  }

  public _bind(_scope: Construct): EnvironmentLogs {
    return {
      add: (scope, name) => ({
        driver: ecs.LogDrivers.awsLogs({
          logGroup: processLogGroup(scope, this.given.sound.retention),
          streamPrefix: name,
          mode: ecs.AwsLogDriverMode.NON_BLOCKING,
          maxBufferSize: BUFFER,
        }),
      }),
    };
  }
}

class FireLensLogging extends Logging {
  private readonly destinations: LogDestination[];

  constructor(private readonly given: Given<{ destinations: LogDestination[] }>) {
    super();
    this.destinations = given.sound.destinations ?? [];
  }

  public _check(problems: Problems): void {
    const isSound = this.given.check(problems, 'logging');
    problems.must(!isSound || this.destinations.length > 0, 'logging.destinations', 'at least one, such as LogDestination.cloudWatch()', this.destinations);
    this.destinations.forEach((destination, index) => destination._check(problems, `logging.destinations[${index}]`));
    const kinds = this.destinations.flatMap((destination) => destination._kind ?? []);
    for (const kind of new Set(kinds.filter((one, index) => kinds.indexOf(one) !== index))) {
      problems.add(`logging has several destinations of the kind ${kind}; a router has room for one of them: ` +
        'put the others into a file of your own and give it with LogDestination.configurationFile()');
    }
  }

  public _checkPlace(problems: Problems, where: string, place: Place): void {
    this.destinations.forEach((destination, index) => destination._checkPlace(problems, `${where}: the bucket of destination ${index + 1}`, place));
  }

  public _bind(environment: Construct): EnvironmentLogs {
    const routers = new Construct(environment, 'LogRouter');
    const sinks = this.destinations.map((destination, index) => destination.bind(new Construct(routers, `Destination${index + 1}`)));
    const files = [assetPath('firelens', 'service.conf'), ...sinks.map((sink) => sink.configurationFile)]
      .map((path, index) => new Asset(routers, `Configuration${index}`, { path }));
    return {
      add: (scope, name, taskDefinition) => ({
        driver: ecs.LogDrivers.firelens({ options: { 'log-driver-buffer-limit': BUFFERED_LINES } }),
        router: addRouter(scope, name, taskDefinition, sinks, files),
      }),
    };
  }
}

function addRouter(
  scope: Construct, name: string, taskDefinition: ecs.FargateTaskDefinition, sinks: ILogSink[], files: Asset[],
): ecs.ContainerDefinition {
  const role = taskDefinition.taskRole;
  // Fluent Bit's start-up takes no hash of what it reads, so that only the owner of the bucket can be checked.
  role.addToPrincipalPolicy(readAssets(scope, files));
  iam.Grant.addToPrincipal({ grantee: role, actions: ['s3:GetBucketLocation'], resourceArns: [files[0].bucket.bucketArn] });
  const variables = sinks.map((sink) => sorted(sink.route(scope, name, role)));
  acknowledge(taskDefinition, 'The log router writes the configuration that it has read, as root and into its own file system, when it starts up',
    'ecs_containers_readonly_access_check', 'ecs_task_definition_nonroot_user_check');
  return taskDefinition.addFirelensLogRouter('log-router', {
    image: ecs.ContainerImage.fromRegistry(ROUTER_IMAGE),
    firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT, options: { enableECSLogMetadata: true } },
    environment: Object.assign({ PROCESS_NAME: name }, ...variables, ...files.map((file, index) => (
      { [`aws_fluent_bit_init_s3_${index + 1}`]: file.bucket.arnForObjects(file.s3ObjectKey) }
    ))),
    essential: true, // without it the app would run on unheard
    memoryReservationMiB: 128,
    memoryLimitMiB: 256,
    user: '0', // its start-up writes the configuration it has read, as root and into its own file system
    // Shallow: it asks whether the router runs, not whether the destination answers, which would take every task down with it.
    healthCheck: {
      command: ['CMD-SHELL', 'curl --fail --silent http://127.0.0.1:2020/api/v1/uptime || exit 1'],
      interval: Duration.seconds(10),
      retries: 3,
      startPeriod: Duration.seconds(30),
      timeout: Duration.seconds(5),
    },
    stopTimeout: Duration.seconds(40), // above its own 30 seconds of grace
    logging: ecs.LogDrivers.awsLogs({
      logGroup: expiringLogGroup(new Construct(scope, 'Router'), 'LogGroup', logs.RetentionDays.ONE_WEEK),
      streamPrefix: 'log-router',
      mode: ecs.AwsLogDriverMode.NON_BLOCKING,
      maxBufferSize: BUFFER,
    }),
  });
}
