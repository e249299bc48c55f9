import * as fs from 'fs';
import * as path from 'path';
import { diagnose, ROOT as root, snippetsOf } from './support/snippets';

const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
const snippets = snippetsOf('README.md');
const all = ['README.md', 'docs/service.md', 'docs/security.md', 'docs/costs.md', 'docs/provenance.md'].flatMap((page) => snippetsOf(page).map((snippet, index) => [index + 1, page, snippet] as const));

test('there are snippets to compile', () => {
  expect(snippets.length).toBeGreaterThanOrEqual(2);
});

test.each(all)('snippet %i of %s compiles', (_index, _page, snippet) => {
  expect(diagnose(snippet)).toEqual([]);
}, 60_000);

test('a snippet that does not compile is noticed', () => {
  expect(diagnose(snippets[0].replace('Codebase.github', 'Codebase.gitgub'))).toEqual([expect.stringContaining('gitgub')]);
}, 60_000);

test.each(['npm ci && npm run demo', 'npm ci && npm test'])('the README shows the command %s', (command) => {
  expect(readme).toContain(`\n${command}\n`);
});

test.each(['README.md', 'CONTRIBUTING.md', 'docs/releases.md', 'docs/service.md', 'docs/checks.md', 'docs/security.md', 'docs/costs.md', 'docs/operations.md', 'docs/provenance.md', 'examples/typescript/own-pipeline/README.md'])('every file that %s links to is there', (page) => {
  const text = fs.readFileSync(path.join(root, page), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map((match) => match[1]);
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((link) => !fs.existsSync(path.join(root, path.dirname(page), link)))).toEqual([]);
});

