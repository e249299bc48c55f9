import { FILES, inTurn } from './default-app';
import { Growth } from './figures';
import { run } from './fresh-process';
import { Plan } from './options';
import { Taken } from './programs/usage';

/** One process for all sizes, from few to many, that has seen the code before: what is left is what each more of them costs. */
export async function measureGrowth(unit: Growth['unit'], plan: Plan): Promise<Growth> {
  const sizes = plan[unit];
  const none = () => ({ library: sizes.map((): number[] => []), byHand: sizes.map((): number[] => []) });
  const growth: Growth = { unit, sizes, cpuMs: none(), peakBytes: none() };
  for (let round = 0; round < plan.growthRounds; round++) {
    for (const subject of inTurn(round)) {
      const { found } = await run('growth', [FILES[subject], unit, sizes.join(','), String(plan.warmUps)]);
      (found as (Taken & { peakBytes: number })[]).forEach(({ cpuMs, peakBytes }, index) => {
        growth.cpuMs[subject][index].push(cpuMs);
        growth.peakBytes[subject][index].push(peakBytes);
      });
    }
  }
  return growth;
}

/**
 * How much more each of the last costs than each of the first: the CPU for every one that is added up to the most, by the same up to five. What is
 * there whatever the size cancels out, and a straight line gives 1. Round by round.
 */
export function bends({ sizes, cpuMs }: Growth): { library: number[]; byHand: number[] } {
  const [first, few, most] = [0, Math.min(2, sizes.length - 2), sizes.length - 1];
  const bendOf = (series: number[][]) => series[most].map((_, round) => {
    const perAdded = (from: number, to: number) => (series[to][round] - series[from][round]) / (sizes[to] - sizes[from]);
    return perAdded(few, most) / perAdded(first, few);
  });
  return { library: bendOf(cpuMs.library), byHand: bendOf(cpuMs.byHand) };
}
