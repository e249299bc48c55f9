import { Duration } from 'aws-cdk-lib';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { BackingService } from '../backing-services/backing-service';
import { checkCommand, checkSeconds } from '../private/checks';
import { Problems } from '../private/problems';
import { TaskSize } from '../processes/task-size';

/**
 * Options of `AdminTask.oneOff()`.
 */
export interface AdminTaskOptions {
  /**
   * The command, as separate words.
   */
  readonly command: string[];

  /**
   * CPU and memory of the task.
   *
   * @default - `TaskSize.SMALL`: a quarter of a virtual CPU and 512 MiB
   */
  readonly size?: TaskSize;

  /**
   * The backing services, by name, that the task makes backups of and whose old backups it deletes.
   *
   * @default - none
   */
  readonly backsUp?: string[];

  /**
   * The backing services, by name, that the task restores from their backups: into a new resource, whose name starts with the environment's output
   * `<service>SwapPrefix`, so that it can take the place of the one in use. They are attached dynamically.
   *
   * @default - none
   */
  readonly restores?: string[];
}

/**
 * Options of `AdminTask.scheduled()`.
 */
export interface ScheduledAdminTaskOptions extends AdminTaskOptions {
  /**
   * When the task runs, and in which time zone.
   */
  readonly schedule: scheduler.ScheduleExpression;

  /**
   * For how long a run that could not be started is tried again, from a minute to a day.
   *
   * @default - one hour
   */
  readonly retryFor?: Duration;
}

/**
 * A short run of the app's own image (factor XII): the same release, config and backing services as the processes, another command.
 */
export class AdminTask {
  /**
   * A task that runs on a schedule, once there is a release.
   */
  public static scheduled(options: ScheduledAdminTaskOptions): AdminTask {
    return new AdminTask(options, options.schedule, options.retryFor ?? Duration.hours(1));
  }

  /**
   * A task that somebody starts by hand; the environment's outputs tell the command.
   */
  public static oneOff(options: AdminTaskOptions): AdminTask {
    return new AdminTask(options);
  }

  /** The command, as separate words. */
  public readonly command: string[];

  /** CPU and memory of the task. */
  public readonly size: TaskSize;

  /** The backing services that the task makes backups of. */
  public readonly backsUp: string[];

  /** The backing services that the task restores from backups. */
  public readonly restores: string[];

  private constructor(
    options: AdminTaskOptions,
    /** When the task runs; by hand only when not given. */
    public readonly schedule?: scheduler.ScheduleExpression,
    /** For how long a run that could not be started is tried again. */
    public readonly retryFor?: Duration,
  ) {
    this.command = options.command;
    this.size = options.size ?? TaskSize.SMALL;
    this.backsUp = options.backsUp ?? [];
    this.restores = options.restores ?? [];
  }

  /**
   * Notes what is wrong with this task.
   * @internal
   */
  public _check(problems: Problems, where: string, backingServices: { [name: string]: BackingService }): void {
    checkCommand(problems, `${where}.command`, this.command);
    this.size._check(problems, `${where}.size`);
    checkSeconds(problems, `${where}.retryFor`, this.retryFor, 60, 86400);
    const known = Object.keys(backingServices);
    for (const option of ['backsUp', 'restores'] as const) {
      for (const name of this[option].filter((service) => !known.includes(service))) {
        problems.add(`${where}.${option} names "${name}", which is not a backing service; there is ${known.join(', ') || 'none'}`);
      }
    }
    for (const name of this.restores.filter((service) => known.includes(service) && !backingServices[service].attachment.isDynamic)) {
      problems.add(`${where}.restores names "${name}", which is attached as the variable ${backingServices[name].attachment.name}; ` +
        'what is restored has a new name, and only a service attached with Attachment.dynamic() can be swapped for it');
    }
  }
}
