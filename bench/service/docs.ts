import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { ROOT } from './cache';
import { chart } from './chart';
import { Figures } from './figures';
import { report } from './report';

const PAGE = path.join(ROOT, 'docs', 'service-benchmark.md');
const PICTURE = path.join(ROOT, 'docs', 'pictures', 'bench-service.svg');
const BEGIN = '<!-- figures: npm run bench:service -- --docs -->';
const END = '<!-- end of figures -->';

/** Writes the figures between the page's two marks, and the chart beside it. */
export function writeDocs(figures: Figures): void {
  writeFileSync(PAGE, withFigures(readFileSync(PAGE, 'utf8'), report(figures)));
  writeFileSync(PICTURE, chart(figures));
}

export function withFigures(page: string, figures: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`docs/service-benchmark.md has no place for figures, between ${BEGIN} and ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${figures}\n\n${page.slice(end)}`;
}
