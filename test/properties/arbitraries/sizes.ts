import { Lazy, Size } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { TaskSize } from '../../../src';
import { call, constant, expression, plain, struct, Writer, Written } from '../support/written';

/**
 * The memory in MiB that Fargate offers with so many CPU units: lowest, highest, step.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
const OFFERED: [number, number, number, number][] = [
  [512, 1024, 4096, 1024], [1024, 2048, 8192, 1024], [2048, 4096, 16384, 1024], [4096, 8192, 30720, 1024], [8192, 16384, 61440, 4096],
  [16384, 32768, 122880, 8192],
];

const PAIRS = [[256, 512], [256, 1024], [256, 2048], ...OFFERED.flatMap(([cpu, lowest, highest, step]) => (
  Array.from({ length: (highest - lowest) / step + 1 }, (_, index) => [cpu, lowest + index * step])
))];

const pair: Writer<TaskSize> = fc.constantFrom(...PAIRS).chain(([cpu, memory]) => call(TaskSize, 'of', struct('TaskSizeOptions', {
  cpu: plain(fc.constant(cpu)), memory: fc.constantFrom(...unitsOf(memory)),
}, 'cpu', 'memory')));

/** A pair that is only known at deployment. */
const late: Writer<TaskSize> = call(TaskSize, 'of', struct('TaskSizeOptions', {
  cpu: expression('Lazy.number({ produce: () => 1024 })', () => Lazy.number({ produce: () => 1024 })),
  memory: expression('Size.mebibytes(Lazy.number({ produce: () => 4096 }))', () => Size.mebibytes(Lazy.number({ produce: () => 4096 }))),
}, 'cpu', 'memory'));

export const taskSize: Writer<TaskSize> = fc.oneof(
  constant(TaskSize, 'SMALL'), constant(TaskSize, 'MEDIUM'), constant(TaskSize, 'LARGE'), constant(TaskSize, 'XLARGE'), pair, pair, late,
);

function unitsOf(mebibytes: number): Written<Size>[] {
  return [
    new Written(`Size.mebibytes(${mebibytes})`, () => Size.mebibytes(mebibytes)),
    ...(mebibytes % 1024 === 0 ? [new Written(`Size.gibibytes(${mebibytes / 1024})`, () => Size.gibibytes(mebibytes / 1024))] : []),
  ];
}
