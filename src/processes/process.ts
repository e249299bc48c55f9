import { Duration } from 'aws-cdk-lib';
import { Scaling } from './scaling';
import { Shutdown } from './shutdown';
import { TaskSize } from './task-size';
import { checkCommand, checkPath, checkSeconds, checkWholeNumber } from '../private/checks';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';

/**
 * Options that every process has.
 */
export interface ProcessOptions {
  /**
   * CPU and memory of each copy.
   *
   * @default - `TaskSize.SMALL`: a quarter of a virtual CPU and 512 MiB
   */
  readonly size?: TaskSize;

  /**
   * How many copies run.
   *
   * @default - two in production, one in other environments
   */
  readonly scaling?: Scaling;

  /**
   * How long the process may take to stop.
   *
   * @default - that of the app
   */
  readonly shutdown?: Shutdown;
}

/**
 * Options of `Process.web()`.
 */
export interface WebProcessOptions extends ProcessOptions {
  /**
   * The command that starts the process.
   *
   * @default - what the image says
   */
  readonly command?: string[];

  /**
   * The port that the process binds; it is told by the variable `PORT`. From 1024, because it runs without the rights of root.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * The path that the load balancer asks. It must answer 200 without asking a backing service: an outage there would take every copy down.
   *
   * @default - /
   */
  readonly healthCheck?: string;

  /**
   * How long a new copy may take to start before its health counts.
   *
   * @default - 60 seconds
   */
  readonly startUp?: Duration;
}

/**
 * Options of `Process.worker()`.
 */
export interface WorkerProcessOptions extends ProcessOptions {
  /**
   * The command that starts the process, as separate words.
   */
  readonly command: string[];
}

/**
 * A long-running part of the app (factors VI to IX): the same image as the others, another command. It is stateless and shares nothing.
 */
export class Process {
  /**
   * A process that serves HTTP behind the load balancer. An app has one, or none.
   */
  public static web(options: WebProcessOptions = {}): Process {
    const given = new Given<WebProcessOptions>('Process.web', { options });
    const { command, port = 8080, healthCheck = '/', startUp = Duration.seconds(60) } = given.sound;
    return new Process(given, command, port, healthCheck, startUp);
  }

  /**
   * A process that works in the background.
   */
  public static worker(options: WorkerProcessOptions): Process {
    const given = new Given<WorkerProcessOptions>('Process.worker', { options });
    return new Process(given, given.sound.command);
  }

  /** CPU and memory of each copy. */
  public readonly size: TaskSize;

  /** How many copies run; the environment decides when not given. */
  public readonly scaling?: Scaling;

  /** How long the process may take to stop; the app decides when not given. */
  public readonly shutdown?: Shutdown;

  private constructor(
    private readonly given: Given<ProcessOptions>,
    /** The command that starts the process; what the image says when not given. */
    public readonly command?: string[],
    /** The port that a web process binds. */
    public readonly port?: number,
    /** The path that the load balancer asks of a web process. */
    public readonly healthCheck?: string,
    /** How long a new copy of a web process may take to start. */
    public readonly startUp?: Duration,
  ) {
    this.size = given.sound.size ?? TaskSize.SMALL;
    this.scaling = given.sound.scaling;
    this.shutdown = given.sound.shutdown;
  }

  /** Whether the process serves HTTP behind the load balancer. */
  public get isWeb(): boolean {
    return this.port !== undefined;
  }

  /**
   * Notes what is wrong with this process.
   * @internal
   */
  public _check(problems: Problems, where: string): void {
    this.given.check(problems, where);
    checkCommand(problems, `${where}.command`, this.command);
    checkWholeNumber(problems, `${where}.port`, this.port, 1024, 65535, 'the process runs without root, so ports below 1024 are out of its reach');
    checkSeconds(problems, `${where}.startUp`, this.startUp, 0, 3600);
    checkPath(problems, `${where}.healthCheck`, this.healthCheck);
    this.size._check(problems, `${where}.size`);
    this.scaling?._check(problems, `${where}.scaling`, this.isWeb);
    this.shutdown?._check(problems, `${where}.shutdown`);
  }
}
