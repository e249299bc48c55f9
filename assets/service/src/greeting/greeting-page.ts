import { createHash } from 'node:crypto';
import { colourScheme } from './colour';
import { Greeting } from './greeting';
import { greetingStyle } from './greeting-style';
import { escapeHtml } from './html';

export interface GreetingPage {
  /** In UTF-8. */
  readonly html: Buffer;
  /** Allows this page's own style, by its hash, and nothing else at all. */
  readonly contentSecurityPolicy: string;
}

export interface PageFacts {
  readonly word: string;
  readonly table: string;
  readonly release: string;
}

// These do not fall back to default-src.
const NOTHING_ELSE = 'base-uri \'none\'; form-action \'none\'; frame-ancestors \'none\'';

const FACTORS = [
  ['I', 'Codebase'], ['II', 'Dependencies'], ['III', 'Config'], ['IV', 'Backing services'], ['V', 'Build, release, run'], ['VI', 'Processes'],
  ['VII', 'Port binding'], ['VIII', 'Concurrency'], ['IX', 'Disposability'], ['X', 'Dev/prod parity'], ['XI', 'Logs'], ['XII', 'Admin processes'],
] as const;

/** The last page made, and what it was made of: between two changes of the item every reader gets the same one. */
let last: { key: string; page: GreetingPage } | undefined;

export function greetingPage(greeting: Greeting, facts: PageFacts): GreetingPage {
  const { name, language, platform, bgColor } = greeting;
  const key = JSON.stringify([name, language, platform, bgColor, facts.word, facts.table, facts.release]);
  if (last?.key !== key) last = { key, page: render(greeting, facts) };
  return last.page;
}

function render(greeting: Greeting, facts: PageFacts): GreetingPage {
  const style = greetingStyle(colourScheme(greeting.bgColor));
  const hash = createHash('sha256').update(style).digest('base64');
  return {
    html: Buffer.from(page(greeting, facts, style)),
    contentSecurityPolicy: `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; ${NOTHING_ELSE}`,
  };
}

function page(greeting: Greeting, facts: PageFacts, style: string): string {
  const word = escapeHtml(facts.word);
  const name = escapeHtml(greeting.name || 'stranger');
  const language = escapeHtml(greeting.language || 'an unknown language');
  const platform = escapeHtml(greeting.platform || 'an unknown platform');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${word}, ${name}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
${rings()}
<header>Guestbook</header>
<main>
<h1>${word}, <strong>${name}</strong></h1>
<p>Written in <b>${language}</b>, running on <b>${platform}</b>.</p>
</main>
<footer>
<dl>
<div><dt>IV · Backing service</dt><dd>${escapeHtml(facts.table)}</dd></div>
<div><dt>V · Release</dt><dd>${escapeHtml(shorten(facts.release))}</dd></div>
</dl>
${factors()}
</footer>
</body>
</html>
`;
}

/** Twelve rings from a corner of the page, one for each factor. */
function rings(): string {
  const circles = Array.from({ length: 12 }, (_, index) => `<circle cx="120" cy="0" r="${(index + 1) * 10 - 0.5}"/>`);
  return `<svg viewBox="0 0 120 120" aria-hidden="true">${circles.join('')}</svg>`;
}

/** The factors, in their order, with their names at hand. */
function factors(): string {
  return `<ol>${FACTORS.map(([numeral, factor]) => `<li><abbr title="${factor}">${numeral}</abbr></li>`).join('')}</ol>`;
}

/** A digest is recognised by its first twelve digits. */
function shorten(release: string): string {
  return /sha256:([0-9a-f]{12})/.exec(release)?.[1] ?? release;
}
