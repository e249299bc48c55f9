import { Figures, SERVICE } from './figures';
import { Series } from './throughput';
import { barChart } from '../bar-chart';
import { quantile } from '../statistics';

/** Two groups of bars for /hello: how many requests a second, and how much CPU each of them takes. */
export function chart({ hello }: Figures): string {
  const bars = (values: (series: Series) => number[], text: (value: number) => string) => hello.map((series) => {
    const value = quantile(values(series), 0.5);
    return { label: series.name, value, text: text(value), own: series.name === SERVICE };
  });
  return barChart('GET /hello: the service, a bare node:http handler, and Flask', [
    { title: 'Requests a second at full load: more is better', bars: bars(({ perSecond }) => perSecond, (value) => value.toFixed(0)) },
    { title: 'CPU for each request: less is better', bars: bars(({ cpuMsPerRequest }) => cpuMsPerRequest, (value) => `${value.toFixed(2)} ms`) },
  ]);
}
