import { Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import { Problems } from '../private/problems';

/** The memory, in GiB, that goes with so many CPU units: lowest, highest, step. */
const MEMORY: { [cpu: number]: [number, number, number] } = {
  256: [0.5, 2, 0.5],
  512: [1, 4, 1],
  1024: [2, 8, 1],
  2048: [4, 16, 1],
  4096: [8, 30, 1],
  8192: [16, 60, 4],
  16384: [32, 120, 8],
};

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
    return new TaskSize(options.cpu, options.memory);
  }

  private constructor(
    /** CPU units; 1024 are one virtual CPU. */
    public readonly cpu: number,
    /** The memory of the whole task. */
    public readonly memory: Size,
  ) {}

  /**
   * Notes what is wrong with this pair, and which are near.
   * @internal
   */
  public _check(problems: Problems, where: string): void {
    if (Token.isUnresolved(this.cpu) || this.memory.isUnresolved()) {
      return;
    }
    const mebibytes = this.memory.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
    if (!pairs().some((pair) => pair.cpu === this.cpu && pair.mebibytes === mebibytes)) {
      const near = nearest(this.cpu, mebibytes).map((pair) => `${pair.cpu} with ${pair.mebibytes} MiB`);
      problems.add(`${where} is ${this.cpu} CPU units with ${mebibytes} MiB, a pair that Fargate does not offer; the nearest are ${near.join(' and ')}`);
    }
  }
}

interface Pair {
  readonly cpu: number;
  readonly mebibytes: number;
}

function pairs(): Pair[] {
  return Object.entries(MEMORY).flatMap(([cpu, [lowest, highest, step]]) => {
    const count = Math.floor((highest - lowest) / step) + 1;
    return Array.from({ length: count }, (_, index) => ({ cpu: Number(cpu), mebibytes: (lowest + index * step) * 1024 }));
  });
}

/** The nearest two pairs, by how many times more or less they are. */
function nearest(cpu: number, mebibytes: number): Pair[] {
  const distance = (pair: Pair) => Math.abs(Math.log(pair.cpu / Math.max(cpu, 1))) + Math.abs(Math.log(pair.mebibytes / Math.max(mebibytes, 1)));
  return pairs().sort((one, other) => distance(one) - distance(other)).slice(0, 2);
}
