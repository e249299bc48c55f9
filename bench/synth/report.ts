import { Comparison, Figures, Growth, NAMES, Pair } from './figures';
import { bends } from './growth';
import { verdicts } from './targets';
import { LIMITS, TemplateSize } from './template-sizes';
import { machine, table, text, verdictTable } from '../markdown';
import { quantile, ratios, spread } from '../statistics';

/** The figures as Markdown, for the terminal and for the docs alike. */
export function report(figures: Figures): string {
  const { comparisons, growths, importMs, importedModules, firstChecks, laterChecks, templates } = figures;
  return [
    '### Targets', '', ...verdictTable(verdicts(figures)), '',
    '### The default app', '', ...comparisonTable(comparisons), '',
    ...growths.flatMap((growth) => [`### More ${growth.unit}`, '', ...growthTable(growth), '', bendOf(growth), '']),
    '### The package and its checks', '',
    ...table(['', 'Time', 'CPU'], [
      [`Loading the package, with ${importedModules} files of the CDK there before it`, text(spread(importMs), 0, ' ms'), ''],
      ['`TwelveFactorChecks`, the first time: its rules are loaded', text(spread(firstChecks.ms), 0, ' ms'), text(spread(firstChecks.cpuMs), 0, ' ms')],
      ['`TwelveFactorChecks`, again', text(spread(laterChecks.ms), 0, ' ms'), text(spread(laterChecks.cpuMs), 0, ' ms')],
    ]), '',
    '### Templates', '', ...templateTable(templates), '',
    `${machine()}.`,
  ].join('\n');
}

function comparisonTable(comparisons: Comparison[]): string[] {
  const row = ({ title, series: { library, byHand } }: Comparison) => [
    title, ...[library.ms, byHand.ms].map((ms) => text(spread(ms), 0, ' ms')), text(ratios(library.ms, byHand.ms), 2, '×'),
    ...[library.cpuMs, byHand.cpuMs].map((ms) => text(spread(ms), 0, ' ms')), text(ratios(library.cpuMs, byHand.cpuMs), 2, '×'),
  ];
  const both = (what: string) => [`${what}, ${NAMES.library}`, `${what}, ${NAMES.byHand}`, ''];
  return table(['', ...both('Time'), ...both('CPU')], comparisons.map(row));
}

function growthTable({ unit, sizes, cpuMs, peakBytes }: Growth): string[] {
  const head = ['', `CPU, ${NAMES.library}`, `CPU, ${NAMES.byHand}`, '', 'CPU for each', 'the same by hand', `Memory, ${NAMES.library}`, `Memory, ${NAMES.byHand}`];
  return table(head, sizes.map((size, index) => {
    const [library, byHand] = [cpuMs.library[index], cpuMs.byHand[index]];
    const each = (all: number[]) => text(spread(all.map((ms) => ms / size)), 0, ' ms');
    const memory = (all: Pair<number[][]>, who: keyof Pair<unknown>) => `${Math.round(quantile(all[who][index], 0.5) / 1e6)} MB`;
    return [
      `${size} ${size === 1 ? unit.slice(0, -1) : unit}`, text(spread(library), 0, ' ms'), text(spread(byHand), 0, ' ms'), text(ratios(library, byHand), 2, '×'),
      each(library), each(byHand), memory(peakBytes, 'library'), memory(peakBytes, 'byHand'),
    ];
  }));
}

function bendOf(growth: Growth): string {
  const { library, byHand } = bends(growth);
  return `Each of the last costs ${text(spread(library), 2, '×')} of each of the first; by hand ${text(spread(byHand), 2, '×')}.`;
}

function templateTable(templates: TemplateSize[]): string[] {
  return table(['', 'Stack', `Resources, of ${LIMITS.resources}`, `Size, of ${LIMITS.bytes / 1000} kB`], templates.map(({ app, stackName, resources, bytes }) => (
    [app, stackName, String(resources), `${Math.round(bytes / 1000)} kB`]
  )));
}
