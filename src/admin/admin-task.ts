import { Duration } from 'aws-cdk-lib';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { checkSchedule } from './schedule-expression';
import { BackingService } from '../backing-services/backing-service';
import { checkCommand, checkSeconds } from '../private/checks';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';
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
    const given = new Given<ScheduledAdminTaskOptions>('AdminTask.scheduled', { options });
    return new AdminTask(given, given.sound.schedule, given.sound.retryFor ?? Duration.hours(1));
  }

  /**
   * A task that somebody starts by hand; the environment's outputs tell the command.
   */
  public static oneOff(options: AdminTaskOptions): AdminTask {
    return new AdminTask(new Given<AdminTaskOptions>('AdminTask.oneOff', { options }));
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
    private readonly given: Given<AdminTaskOptions>,
    /** When the task runs; by hand only when not given. */
    public readonly schedule?: scheduler.ScheduleExpression,
    /** For how long a run that could not be started is tried again. */
    public readonly retryFor?: Duration,
  ) {
    this.command = given.sound.command ?? [];
    this.size = given.sound.size ?? TaskSize.SMALL;
    this.backsUp = given.sound.backsUp ?? [];
    this.restores = given.sound.restores ?? [];
  }

  /**
   * Notes what is wrong with this task.
   * @internal
   */
  public _check(problems: Problems, where: string, backingServices: { [name: string]: BackingService }, known: string[] | undefined): void {
    this.given.check(problems, where);
    checkCommand(problems, `${where}.command`, this.given.sound.command);
    if (this.schedule) {
      checkSchedule(problems, `${where}.schedule`, this.schedule);
    }
    this.size._check(problems, `${where}.size`);
    checkSeconds(problems, `${where}.retryFor`, this.retryFor, 60, 86400);
    for (const option of ['backsUp', 'restores'] as const) {
      for (const name of this[option]) {
        problems.must(!known || known.includes(name), `${where}.${option}`, `the name of a backing service, of which there is ${known?.join(', ') || 'none'}`, name);
      }
    }
    for (const name of this.restores.filter((service) => Object.hasOwn(backingServices, service))) {
      const attachment = backingServices[name]._attachment;
      problems.unless(!attachment || attachment.isDynamic,
        `${where}.restores must name services attached with Attachment.dynamic(), as what is restored has a new name, got "${name}", ` +
        `which is attached as the variable ${attachment?.name}`);
    }
  }
}
