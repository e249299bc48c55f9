import { Comparison, Pair, Series } from './figures';
import { run, subjectFile } from './fresh-process';
import { Plan } from './options';
import { quantile } from '../statistics';
import { Taken } from './programs/usage';

export const FILES: Pair<string> = { library: subjectFile('library'), byHand: subjectFile('by-hand', 'app') };

/** A process for each synthesis: the start of Node and the loading of all modules included, as `cdk synth` and `cdk deploy` pay for it. */
export async function coldly(title: string, validation: boolean, plan: Plan): Promise<Comparison> {
  return compare(title, plan.coldRounds, async (file) => {
    const { found, ms } = await run('cold', [file], { validation });
    return { ms, cpuMs: found };
  });
}

/** The middle of many in one process, once the compiler has seen the code: as tests pay for it, that synthesise again and again. */
export async function warmly(title: string, plan: Plan): Promise<Comparison> {
  return compare(title, plan.warmRounds, async (file) => {
    const found = (await run('warm', [file, String(plan.warmUps), String(plan.repeats)])).found as Taken[];
    return { ms: quantile(found.map(({ ms }) => ms), 0.5), cpuMs: quantile(found.map(({ cpuMs }) => cpuMs), 0.5) };
  });
}

async function compare(title: string, rounds: number, measure: (file: string) => Promise<Taken>): Promise<Comparison> {
  const series: Pair<Series> = { library: { ms: [], cpuMs: [] }, byHand: { ms: [], cpuMs: [] } };
  for (let round = 0; round < rounds; round++) {
    for (const subject of inTurn(round)) {
      const { ms, cpuMs } = await measure(FILES[subject]);
      series[subject].ms.push(ms);
      series[subject].cpuMs.push(cpuMs);
    }
  }
  return { title, series };
}

/** Each round begins with the other one. */
export function inTurn(round: number): (keyof Pair<unknown>)[] {
  return round % 2 === 0 ? ['library', 'byHand'] : ['byHand', 'library'];
}
