import { Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import { FARGATE_PAIRS, FargatePair } from '../private/fargate-pairs';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';

/**
 * Options of `TaskSize.of()`.
 */
export interface TaskSizeOptions {
  /**
   * CPU units; 1024 are one virtual CPU.
   */
  readonly cpu: number;

  /**
   * The memory of the whole task.
   */
  readonly memory: Size;
}

/**
 * How much CPU and memory a task has. Fargate knows only certain pairs.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
export class TaskSize {
  /** A quarter of a virtual CPU and 512 MiB: small web services, staging, most admin tasks. */
  public static readonly SMALL = new TaskSize(256, Size.mebibytes(512));

  /** Half a virtual CPU and 1 GiB: most web services. */
  public static readonly MEDIUM = new TaskSize(512, Size.gibibytes(1));

  /** One virtual CPU and 2 GiB. */
  public static readonly LARGE = new TaskSize(1024, Size.gibibytes(2));

  /** Two virtual CPUs and 4 GiB. */
  public static readonly XLARGE = new TaskSize(2048, Size.gibibytes(4));

  /**
   * Any pair that Fargate knows.
   */
  public static of(options: TaskSizeOptions): TaskSize {
    const given = new Given<TaskSizeOptions>('TaskSize.of', { options });
    const { cpu = TaskSize.SMALL.cpu, memory = TaskSize.SMALL.memory } = given.sound;
    return new TaskSize(cpu, memory, given);
  }

  private constructor(
    /** CPU units; 1024 are one virtual CPU. */
    public readonly cpu: number,
    /** The memory of the whole task. */
    public readonly memory: Size,
    private readonly given?: Given<TaskSizeOptions>,
  ) {}

  /**
   * Notes what is wrong with this pair, and which are near.
   * @internal
   */
  public _check(problems: Problems, where: string): void {
    if (this.given?.check(problems, where) === false) {
      return;
    }
    if (Token.isUnresolved(this.cpu) || this.memory.isUnresolved()) {
      problems.unless(isInMebibytes(this.memory), `${where}.memory is a token of another unit than MiB, and nothing can convert it; give Size.mebibytes()`);
      return;
    }
    const mebibytes = this.memory.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
    if (!FARGATE_PAIRS.some((pair) => pair.cpu === this.cpu && pair.mebibytes === mebibytes)) {
      const near = nearest(this.cpu, mebibytes).map((pair) => `${pair.cpu} with ${pair.mebibytes} MiB`);
      problems.add(`${where} must be a pair that Fargate offers, got ${this.cpu} CPU units with ${mebibytes} MiB; the nearest are ${near.join(' and ')}`);
    }
  }
}

/** The CDK converts no token. */
function isInMebibytes(memory: Size): boolean {
  try {
    memory.toMebibytes();
    return true;
  } catch {
    return !memory.isUnresolved();
  }
}

/** The nearest two pairs, by how many times more or less they are. */
function nearest(cpu: number, mebibytes: number): FargatePair[] {
  const factor = (one: number, other: number) => Math.abs(Math.log(one / Math.max(other, 1)));
  const distance = (pair: FargatePair) => factor(pair.cpu, cpu) + factor(pair.mebibytes, mebibytes);
  return [...FARGATE_PAIRS].sort((one, other) => distance(one) - distance(other)).slice(0, 2);
}
