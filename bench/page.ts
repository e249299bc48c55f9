import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { ROOT } from './root';

const PAGES: { [name: string]: string } = { service: 'service-benchmark.md', synth: 'synthesis-benchmark.md' };
const END = '<!-- end of figures -->';

/** Writes the figures between the two marks of a benchmark's page, and the chart beside it. */
export function writeDocs(name: string, figures: string, chart: string): void {
  const page = path.join(ROOT, 'docs', PAGES[name]);
  writeFileSync(page, withFigures(readFileSync(page, 'utf8'), name, figures));
  writeFileSync(path.join(ROOT, 'docs', 'pictures', `bench-${name}.svg`), chart);
}

export function withFigures(page: string, name: string, figures: string): string {
  const mark = `<!-- figures: npm run bench:${name} -- --docs -->`;
  const begin = page.indexOf(mark);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`the page has no place for figures, between ${mark} and ${END}`);
  return `${page.slice(0, begin + mark.length)}\n\n${figures}\n\n${page.slice(end)}`;
}
