import { BARE, Figures, SERVICE } from './figures';
import { quantile } from './statistics';
import { Series } from './throughput';

interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

const WIDTH = 760;
const LABELS = 150;
const BARS = 480;
const ROW = 26;
const HEAD = 40;

/** Two groups of bars for /hello: how many requests a second, and how much CPU each of them takes. Its own background makes it readable on any page. */
export function chart({ hello }: Figures): string {
  const median = (values: number[]) => quantile(values, 0.5);
  const bars = (value: (series: Series) => number, text: (value: number) => string) =>
    hello.map((series): Bar => ({ label: series.name, value: value(series), text: text(value(series)) }));
  const groups = [
    group('Requests a second at full load: more is better', 20, bars(({ perSecond }) => median(perSecond), (value) => value.toFixed(0))),
    group('CPU for each request: less is better', 20 + HEAD + hello.length * ROW + 24, bars(({ cpuMsPerRequest }) => median(cpuMsPerRequest), (value) => `${value.toFixed(2)} ms`)),
  ];
  const height = 2 * (HEAD + hello.length * ROW) + 24 + 20;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="GET /hello: the service, a bare node:http handler, and Flask">
<style>
.page{fill:#fff}
text{font:14px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:#1f2328}
.title{font-weight:600}
.own{fill:#0969da}
.other{fill:#8c959f}
@media(prefers-color-scheme:dark){.page{fill:#0d1117}text{fill:#e6edf3}.own{fill:#4493f8}.other{fill:#6e7681}}
</style>
<rect class="page" width="${WIDTH}" height="${height}" rx="8"/>
${groups.join('\n')}
</svg>
`;
}

function group(title: string, top: number, bars: Bar[]): string {
  const longest = Math.max(...bars.map(({ value }) => value));
  const rows = bars.map(({ label, value, text }, row) => {
    const y = top + HEAD - 10 + row * ROW;
    const width = Math.max(2, value / longest * BARS);
    const kind = label === SERVICE ? 'own' : 'other';
    return `<text x="${LABELS - 10}" y="${y + 14}" text-anchor="end">${label === BARE ? 'bare node:http' : label}</text>`
      + `<rect class="${kind}" x="${LABELS}" y="${y}" width="${width.toFixed(1)}" height="${ROW - 7}" rx="3"/>`
      + `<text x="${(LABELS + width + 8).toFixed(1)}" y="${y + 14}">${text}</text>`;
  });
  return [`<text class="title" x="${LABELS}" y="${top + 10}">${title}</text>`, ...rows].join('\n');
}
