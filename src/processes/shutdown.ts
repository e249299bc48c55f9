import { Duration } from 'aws-cdk-lib';
import { checkSeconds } from '../private/checks';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';

/** Fargate kills a task after this long, whatever it is told. */
const LONGEST_STOP = 120;

/** What is kept back of the limit, so that the app is gone before it is killed. */
const MARGIN = 2;

/**
 * How long a process may take to stop (factor IX). One value sets all that has to agree: how long Fargate waits before it kills a task, how
 * long the load balancer lets requests finish, and what the process itself is told.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html
 */
export class Shutdown {
  /**
   * Stops within this limit, from 10 to 120 seconds. It should be above the longest request or job.
   */
  public static within(limit: Duration): Shutdown {
    const given = new Given<{ limit: Duration }>('Shutdown.within', { limit });
    return new Shutdown(given, given.sound.limit ?? Duration.seconds(60));
  }

  private constructor(
    private readonly given: Given<object>,
    /** How long Fargate waits after SIGTERM before it kills a task. */
    public readonly limit: Duration,
  ) {}

  /** What a process is told: its own limit, and how long it keeps serving after SIGTERM, since a stop may come before the load balancer knows. */
  public get variables(): { [name: string]: string } {
    if (this.limit.isUnresolved()) {
      return {};
    }
    const seconds = this.limit.toSeconds();
    return { SHUTDOWN_SECONDS: `${seconds - MARGIN}`, LAME_DUCK_SECONDS: `${Math.min(10, Math.floor(seconds / 4))}` };
  }

  /**
   * Notes what is wrong with this limit.
   * @internal
   */
  public _check(problems: Problems, where: string): void {
    this.given.check(problems, where);
    checkSeconds(problems, where, this.limit, 10, LONGEST_STOP, 'Fargate kills a task 120 seconds after SIGTERM at the latest; move longer work into a queue');
  }
}
