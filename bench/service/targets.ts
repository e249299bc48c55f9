import { BARE, Figures, SERVICE, seriesOf } from './figures';
import { quantile, ratios, spread } from '../statistics';
import { exactly, least, most, Verdict } from '../verdict';

export function verdicts(figures: Figures): Verdict[] {
  const { hello, root, steady, soak, stops, startsMs } = figures;
  const [helloOwn, helloBare] = [seriesOf(hello, SERVICE), seriesOf(hello, BARE)];
  const [rootOwn, rootBare] = [seriesOf(root, SERVICE), seriesOf(root, BARE)];
  const [steadyOwn, steadyBare] = [SERVICE, BARE].map((name) => steady.find(({ subject }) => subject.subject.name === name)!);
  const flasks = hello.filter(({ name }) => name.startsWith('Flask'));
  return [
    least('`/hello`: throughput against the bare handler', 0.95, ratios(helloOwn.perSecond, helloBare.perSecond)),
    most('`/hello`: CPU per request against the bare handler', 1.25, ratios(helloOwn.cpuMsPerRequest, helloBare.cpuMsPerRequest)),
    least('`/`: throughput against the bare handler', 0.4, ratios(rootOwn.perSecond, rootBare.perSecond)),
    ...flasks.map((flask) => least(`\`/hello\`: throughput against ${serverOf(flask.name)}`, 10, ratios(helloOwn.perSecond, flask.perSecond))),
    ...flasks.map((flask) => least(`\`/hello\`: requests per CPU second against ${serverOf(flask.name)}`, 10, ratios(flask.cpuMsPerRequest, helloOwn.cpuMsPerRequest))),
    most('`/hello`: p99 at 70 % load against the bare handler', 1.3, ratios(steadyOwn.p99Ms, steadyBare.p99Ms)),
    most('Start: process to first answer', 300, spread(startsMs.get(SERVICE) ?? []), ' ms'),
    most('Memory after an hour\'s worth of requests', 100, exactly(soak.endBytes / 1e6), ' MB'),
    most(`Failed requests in ${stops.cycles} SIGTERM cycles under load`, 0, exactly(stops.failures.length), ''),
  ];
}

function serverOf(name: string): string {
  return name === 'Flask' ? 'Flask\'s own server' : 'Flask under gunicorn';
}

/** The rate of the comparison at 70 % load: the same for both, so that the slower one has no easier time. */
export function steadyRate(hello: { perSecond: number[] }[]): number {
  return Math.max(1, Math.round(0.7 * Math.min(...hello.map(({ perSecond }) => quantile(perSecond, 0.5)))));
}
