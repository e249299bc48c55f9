import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { exampleTemplates } from './support/example-assemblies';
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

test.each(['README.md', 'CONTRIBUTING.md', 'docs/releases.md', 'docs/service.md', 'docs/checks.md', 'docs/security.md', 'docs/costs.md', 'docs/operations.md', 'docs/provenance.md'])('every file that %s links to is there', (page) => {
  const text = fs.readFileSync(path.join(root, page), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map((match) => match[1]);
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((link) => !fs.existsSync(path.join(root, path.dirname(page), link)))).toEqual([]);
});

test('the workflows in the docs are YAML', () => {
  const text = fs.readFileSync(path.join(root, 'docs', 'releases.md'), 'utf8');
  const files = [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => parse(match[1]));
  expect(files.map((file) => Object.keys(file))).toEqual([['name', 'on', 'permissions', 'env', 'jobs'], ['release:production']]);
  expect(files[0].jobs.production.steps).toEqual(files[0].jobs.staging.steps);
});

test('the credentials of the workflow last for a release that fails late, and no longer than the example\'s role allows', () => {
  const text = fs.readFileSync(path.join(root, 'docs', 'releases.md'), 'utf8');
  const { jobs } = parse(/^```yaml\n([\s\S]*?)^```/m.exec(text)![1]);
  const seconds = jobs.production.steps.map((step: any) => step.with?.['role-duration-seconds']).find(Boolean);
  const [releaser] = Object.values<any>(exampleTemplates('own-pipeline')['Guestbook-Pipeline'].Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
  expect(seconds).toBe(releaser.Properties.MaxSessionDuration);
  expect(seconds).toBeGreaterThanOrEqual((2 * 45 + 60) * 60);
});
