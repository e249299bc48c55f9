import { Figures } from './figures';
import { bends } from './growth';
import { LIMITS } from './template-sizes';
import { ratios, spread } from '../statistics';
import { exactly, most, Verdict } from '../verdict';

export function verdicts({ comparisons, growths, importMs, firstChecks, templates }: Figures): Verdict[] {
  return [
    ...comparisons.map(({ title, series }) => (
      most(`The default app against the same by hand: CPU, ${title}`, 1.1, ratios(series.library.cpuMs, series.byHand.cpuMs))
    )),
    ...growths.map(({ unit, sizes, cpuMs }) => (
      most(`${sizes.at(-1)} ${unit} against the same by hand: CPU, a warm process`, 1.1, ratios(cpuMs.library.at(-1)!, cpuMs.byHand.at(-1)!))
    )),
    ...growths.map((growth) => most(`Straight growth: CPU for each of the last ${growth.unit} by that for each of the first`, 1.1, spread(bends(growth).library))),
    most('Loading the package, the modules that it uses being there', 60, spread(importMs), ' ms'),
    most('`TwelveFactorChecks`, the first time in a process: CPU for the default app', 150, spread(firstChecks.cpuMs), ' ms'),
    most('Resources in the largest stack', LIMITS.resources, exactly(Math.max(...templates.map(({ resources }) => resources))), ''),
    most('Size of the largest template', LIMITS.bytes / 1000, exactly(Math.max(...templates.map(({ bytes }) => bytes)) / 1000), ' kB'),
  ];
}
