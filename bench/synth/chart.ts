import { Figures, Growth, NAMES, Pair } from './figures';
import { barChart, BarGroup } from '../bar-chart';
import { quantile } from '../statistics';

/** The library beside the app by hand: one synthesis of the default app, and of the most apps and environments. */
export function chart({ comparisons, growths }: Figures): string {
  return barChart('CPU of a synthesis: the library and the same by hand', [
    ...comparisons.filter(({ title }) => title.startsWith('a new process')).map(({ title, series }) => (
      group(`The default app, ${title}: less is better`, { library: series.library.cpuMs, byHand: series.byHand.cpuMs })
    )),
    ...growths.map(most),
  ]);
}

function most({ unit, sizes, cpuMs }: Growth): BarGroup {
  return group(`${sizes.at(-1)} ${unit}: less is better`, { library: cpuMs.library.at(-1)!, byHand: cpuMs.byHand.at(-1)! });
}

function group(title: string, cpuMs: Pair<number[]>): BarGroup {
  const bar = (who: keyof Pair<unknown>) => {
    const value = quantile(cpuMs[who], 0.5);
    return { label: NAMES[who], value, text: `${(value / 1000).toFixed(2)} s of CPU`, own: who === 'library' };
  };
  return { title, bars: [bar('library'), bar('byHand')] };
}
