import { LatencySeries } from './latency';
import { Soak } from './soak';
import { Stops } from './stops';
import { Series } from './throughput';

/** All that one run of the benchmark found. */
export interface Figures {
  readonly hello: Series[];
  readonly root: Series[];
  /** At 70 % of what the slower of the service and the bare handler does; Flask's at 70 % of its own. */
  readonly steady: LatencySeries[];
  readonly startsMs: Map<string, number[]>;
  readonly ceilingPerSecond: number;
  readonly soak: Soak;
  readonly stops: Stops;
}

export const SERVICE = 'the service';
export const BARE = 'bare node:http';

/** Everything that should have been answered and was not: whatever the speed, this must be nothing. */
export function failuresIn({ hello, root, steady, soak, stops }: Figures): string[] {
  const all = [
    ...[...hello, ...root].map(({ name, path, failures }) => ({ what: `${name}, ${path} at full load`, failures })),
    ...steady.map(({ subject, failures }) => ({ what: `${subject.subject.name} at 70 % load`, failures })),
    { what: 'the soak', failures: soak.failures },
    { what: `SIGTERM (${[...new Set(stops.failures)].join(', ')})`, failures: stops.failures.length },
  ];
  return all.filter(({ failures }) => failures > 0).map(({ what, failures }) => `${failures} failed: ${what}`);
}

export function seriesOf(series: Series[], name: string): Series {
  const found = series.find((each) => each.name === name);
  if (!found) throw new Error(`${name} was not measured`);
  return found;
}
