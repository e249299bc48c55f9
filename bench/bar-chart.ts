export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
  /** Ours, and what it is compared with. */
  readonly own: boolean;
}

export interface BarGroup {
  readonly title: string;
  readonly bars: Bar[];
}

const WIDTH = 760;
const LABELS = 150;
const BARS = 480;
const ROW = 26;
const HEAD = 40;

/** Groups of bars, each to its own scale. Its own background makes it readable on any page. */
export function barChart(label: string, groups: BarGroup[]): string {
  const heights = groups.map(({ bars }) => HEAD + bars.length * ROW + 24);
  const tops = heights.map((_, index) => 20 + heights.slice(0, index).reduce((sum, height) => sum + height, 0));
  const height = heights.reduce((sum, each) => sum + each, 0) - 4;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${label}">
<style>
.page{fill:#fff}
text{font:14px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:#1f2328}
.title{font-weight:600}
.own{fill:#0969da}
.other{fill:#8c959f}
@media(prefers-color-scheme:dark){.page{fill:#0d1117}text{fill:#e6edf3}.own{fill:#4493f8}.other{fill:#6e7681}}
</style>
<rect class="page" width="${WIDTH}" height="${height}" rx="8"/>
${groups.map((group, index) => drawn(group, tops[index])).join('\n')}
</svg>
`;
}

function drawn({ title, bars }: BarGroup, top: number): string {
  const longest = Math.max(...bars.map(({ value }) => value));
  const rows = bars.map(({ label, value, text, own }, row) => {
    const y = top + HEAD - 10 + row * ROW;
    const width = Math.max(2, value / longest * BARS);
    return `<text x="${LABELS - 10}" y="${y + 14}" text-anchor="end">${label}</text>`
      + `<rect class="${own ? 'own' : 'other'}" x="${LABELS}" y="${y}" width="${width.toFixed(1)}" height="${ROW - 7}" rx="3"/>`
      + `<text x="${(LABELS + width + 8).toFixed(1)}" y="${y + 14}">${text}</text>`;
  });
  return [`<text class="title" x="${LABELS}" y="${top + 10}">${title}</text>`, ...rows].join('\n');
}
