import { BARE, Figures, seriesOf } from './figures';
import { flaskVersions } from './flask';
import { verdicts } from './targets';
import { Series } from './throughput';
import { machine, table, text, verdictTable } from '../markdown';
import { ratios, spread } from '../statistics';

/** The figures as Markdown, for the terminal and for the docs alike. */
export function report(figures: Figures): string {
  const { hello, root, ceilingPerSecond, soak, stops } = figures;
  const busiest = Math.max(...[...hello, ...root].flatMap(({ generatorBusy }) => spread(generatorBusy).high));
  return [
    '### Targets', '', ...verdictTable(verdicts(figures)), '',
    '### `/hello` at full load', '', ...seriesTable(hello, 2), '',
    '### `/` at full load', '', ...seriesTable(root, 3), '',
    '### `/hello` at 70 % load', '', ...steadyTable(figures), '',
    '### Start and memory', '', ...startTable(figures), '',
    `The soak: ${soak.requests} requests, ${megabytes(soak.startBytes)} at the start, ${megabytes(soak.endBytes)} at the end,`,
    `${megabytes(soak.highestBytes)} at most; ${soak.failures} failed.`,
    '',
    `SIGTERM: ${stops.cycles} cycles, ${stops.requests} requests, ${stops.afterSignal} of them sent after the signal; ${stops.failures.length} failed.`,
    '',
    `The load generator does ${Math.round(ceilingPerSecond)} requests a second against a server that does nothing, and was busy for at most`,
    `${Math.round(busiest * 100)} % of one core. ${flaskVersions()}; ${machine()}.`,
  ].join('\n');
}

function seriesTable(all: Series[], digits: number): string[] {
  const bare = seriesOf(all, BARE);
  return table(['', 'Requests a second', 'of the bare one\'s', 'CPU a request', 'of the bare one\'s', 'p50', 'p99'], all.map((series) => [
    series.name,
    text(spread(series.perSecond), 0),
    text(ratios(series.perSecond, bare.perSecond), 2, '×'),
    text(spread(series.cpuMsPerRequest), digits, ' ms'),
    text(ratios(series.cpuMsPerRequest, bare.cpuMsPerRequest), 2, '×'),
    text(spread(series.p50Ms), 1, ' ms'),
    text(spread(series.p99Ms), 1, ' ms'),
  ]));
}

function steadyTable({ steady }: Figures): string[] {
  const bare = steady.find(({ subject }) => subject.subject.name === BARE)!;
  return table(['', 'Requests a second', 'p50', 'p99', 'of the bare one\'s'], steady.map(({ subject, rate, p50Ms, p99Ms }) => [
    subject.subject.name, String(rate), text(spread(p50Ms), 1, ' ms'), text(spread(p99Ms), 1, ' ms'), text(ratios(p99Ms, bare.p99Ms), 2, '×'),
  ]));
}

function startTable({ hello, startsMs }: Figures): string[] {
  return table(['', 'Start to first answer', 'Memory under full load'], hello.map(({ name, residentBytes }) => [
    name, text(spread(startsMs.get(name) ?? []), 0, ' ms'), text(spread(residentBytes.map((bytes) => bytes / 1e6)), 0, ' MB'),
  ]));
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
