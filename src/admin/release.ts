import { Duration } from 'aws-cdk-lib';
import { checkCommand, checkSeconds } from '../private/checks';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';
import { TaskSize } from '../processes/task-size';

/**
 * Options of `Release.withCommand()`.
 */
export interface ReleaseOptions {
  /**
   * The command, as separate words, such as a database migration. A release that is killed and made again may run it again, so it has to bear that.
   */
  readonly command: string[];

  /**
   * CPU and memory of the task.
   *
   * @default - `TaskSize.SMALL`: a quarter of a virtual CPU and 512 MiB
   */
  readonly size?: TaskSize;

  /**
   * How long the command may take, from a minute to an hour.
   *
   * @default - half an hour
   */
  readonly timeout?: Duration;
}

/**
 * What a release does before it replaces any process (factor V): it runs a command once, in the new image, with the config, network and backing
 * services of the app and under a role of its own. When the command fails, the release does, and nothing has changed. A rollback does not run it.
 */
export class Release {
  /**
   * A release that runs a command first.
   */
  public static withCommand(options: ReleaseOptions): Release {
    const given = new Given<ReleaseOptions>('Release.withCommand', { options });
    const { command = [], size = TaskSize.SMALL, timeout = Duration.minutes(30) } = given.sound;
    return new Release(given, command, size, timeout);
  }

  private constructor(
    private readonly given: Given<ReleaseOptions>,
    /** The command, as separate words. */
    public readonly command: string[],
    /** CPU and memory of the task. */
    public readonly size: TaskSize,
    /** How long the command may take. */
    public readonly timeout: Duration,
  ) {}

  /**
   * Notes what is wrong with this release.
   * @internal
   */
  public _check(problems: Problems): void {
    this.given.check(problems, 'release');
    checkCommand(problems, 'release.command', this.given.sound.command);
    this.size._check(problems, 'release.size');
    checkSeconds(problems, 'release.timeout', this.timeout, 60, 3600);
  }
}
