import * as fs from 'fs';
import { Duration, Environment as Place, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { processLogGroup } from './process-log-group';
import { assetPath } from '../private/assets';
import { checkIsKnown } from '../private/checks';
import { checkKey, grantKey, WRITE_OBJECTS } from '../private/keys';
import { checkIsNear } from '../private/places';
import { versionedLogBucket } from '../private/private-bucket';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';
import { allow, WideStatement } from '../private/wide-statement';

/**
 * Where the log router of an environment sends to.
 */
export interface ILogSink {
  /**
   * The Fluent Bit configuration file that holds the output. It may refer to the variables that `route()` returns, as `${NAME}`.
   */
  readonly configurationFile: string;

  /**
   * Defines what the log of one process needs, and lets its role write there.
   *
   * @param scope the construct to define resources in
   * @param processName the name of the process or admin task
   * @param writer the role that the router runs under
   * @returns the variables of the router
   */
  route(scope: Construct, processName: string, writer: iam.IGrantable): { [name: string]: string };
}

/**
 * Options of `LogDestination.cloudWatch()`.
 */
export interface CloudWatchDestinationOptions {
  /**
   * How long the log is kept.
   *
   * @default - one month
   */
  readonly retention?: logs.RetentionDays;
}

/**
 * Options of `LogDestination.s3()`.
 */
export interface S3DestinationOptions {
  /**
   * A bucket that exists, in the region of the environment. One that is encrypted with a key of your own is imported together with it.
   *
   * @default - a new bucket in each environment, private and kept when it leaves the stack
   */
  readonly bucket?: s3.IBucket;

  /**
   * How long the objects of a new bucket are kept, in whole days.
   *
   * @default - one year
   */
  readonly expiration?: Duration;
}

/**
 * One place that a log router sends to (factor XI). Extend it to send somewhere else.
 */
export abstract class LogDestination {
  /**
   * CloudWatch Logs, with a log group for each process.
   */
  public static cloudWatch(options: CloudWatchDestinationOptions = {}): LogDestination {
    return new CloudWatchDestination(new Given('LogDestination.cloudWatch', { options }));
  }

  /**
   * Compressed objects in a bucket, under the name of the process and the hour.
   */
  public static s3(options: S3DestinationOptions = {}): LogDestination {
    return new S3Destination(new Given('LogDestination.s3', { options }));
  }

  /**
   * Whatever a Fluent Bit configuration file of your own says. Give the task roles the permissions that it needs.
   *
   * @param file the path of the file
   */
  public static configurationFile(file: string): LogDestination {
    return new ConfigurationFile(new Given('LogDestination.configurationFile', { file }));
  }

  /**
   * What a router has room for once only; undefined when there may be several.
   * @internal
   */
  public readonly _kind?: string;

  /**
   * Defines what an environment needs to send its logs there.
   *
   * @param scope the construct to define resources in
   */
  public abstract bind(scope: Construct): ILogSink;

  /**
   * Notes what is wrong with this destination.
   * @internal
   */
  public _check(_problems: Problems, _where: string): void {}

  /**
   * Notes a mistake when this destination is known to be elsewhere than the environment that sends to it.
   * @internal
   */
  public _checkPlace(_problems: Problems, _where: string, _place: Place): void {}
}

class CloudWatchDestination extends LogDestination {
  public readonly _kind = 'CloudWatch';

  constructor(private readonly given: Given<CloudWatchDestinationOptions>) {
    super();
  }

  public _check(problems: Problems, where: string): void {
    this.given.check(problems, where);
  }

  public bind(_scope: Construct): ILogSink {
    return {
      configurationFile: assetPath('firelens', 'cloudwatch.conf'),
      route: (scope, _processName, writer) => {
        const logGroup = processLogGroup(scope, this.given.sound.retention);
        logGroup.grantWrite(writer);
        iam.Grant.addToPrincipal({ grantee: writer, actions: ['logs:DescribeLogStreams'], resourceArns: [logGroup.logGroupArn] });
        return { LOG_GROUP_NAME: logGroup.logGroupName };
      },
    };
  }
}

class S3Destination extends LogDestination {
  public readonly _kind = 'S3';

  private readonly options: S3DestinationOptions;

  constructor(private readonly given: Given<S3DestinationOptions>) {
    super();
    this.options = given.sound;
  }

  public _check(problems: Problems, where: string): void {
    this.given.check(problems, where);
    const { expiration } = this.options;
    checkIsKnown(problems, `${where}.expiration`, expiration, 'give a plain duration, such as Duration.days(30)');
    const days = expiration === undefined || expiration.isUnresolved() ? 1 : expiration.toDays({ integral: false });
    problems.unless(Number.isInteger(days) && days >= 1, `${where}.expiration must be whole days, at least one, got ${days} days`);
    checkKey(problems, `${where}.bucket`, this.options.bucket?.encryptionKey);
  }

  public _checkPlace(problems: Problems, where: string, place: Place): void {
    if (this.options.bucket) {
      checkIsNear(problems, where, this.options.bucket, { by: 'the environment', place, ofAnyAccount: true });
    }
  }

  public bind(scope: Construct): ILogSink {
    const bucket = this.options.bucket ?? versionedLogBucket(scope, 'LogBucket', this.options.expiration ?? Duration.days(365));
    return {
      configurationFile: assetPath('firelens', 's3.conf'),
      route: (_scope, processName, writer) => {
        allow(writer, new WideStatement('The names of the objects are yet to come; they begin with that of the process', {
          actions: ['s3:PutObject'], resources: [bucket.arnForObjects(`${processName}/*`)],
        }));
        grantKey(writer, bucket.encryptionKey, WRITE_OBJECTS);
        return { LOG_BUCKET_NAME: bucket.bucketName };
      },
    };
  }
}

class ConfigurationFile extends LogDestination {
  constructor(private readonly given: Given<{ file: string }>) {
    super();
  }

  public _check(problems: Problems, where: string): void {
    this.given.check(problems, where);
    const { file } = this.given.sound;
    checkIsKnown(problems, `${where}.file`, file, 'give a plain string');
    problems.must(file === undefined || Token.isUnresolved(file) || fs.existsSync(file) && fs.statSync(file).isFile(),
      `${where}.file`, 'the path of a Fluent Bit configuration file that is here', file);
  }

  public bind(_scope: Construct): ILogSink {
    return { configurationFile: this.given.sound.file!, route: () => ({}) };
  }
}
