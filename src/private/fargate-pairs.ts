/** CPU units, and memory in MiB, that go together on Fargate. */
export interface FargatePair {
  readonly cpu: number;
  readonly mebibytes: number;
}

/** The memory, in GiB, that goes with so many CPU units. */
const MEMORY: { [cpu: number]: number[] } = {
  256: [0.5, 1, 2],
  512: steps(1, 4, 1),
  1024: steps(2, 8, 1),
  2048: steps(4, 16, 1),
  4096: steps(8, 30, 1),
  8192: steps(16, 60, 4),
  16384: steps(32, 120, 8),
};

/**
 * All pairs that Fargate offers.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
export const FARGATE_PAIRS: readonly FargatePair[] = Object.entries(MEMORY)
  .flatMap(([cpu, gibibytes]) => gibibytes.map((memory) => ({ cpu: Number(cpu), mebibytes: memory * 1024 })));

function steps(lowest: number, highest: number, step: number): number[] {
  return Array.from({ length: (highest - lowest) / step + 1 }, (_, index) => lowest + index * step);
}
