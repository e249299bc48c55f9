import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import { parse } from 'yaml';

const root = path.join(__dirname, '..');
const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
const snippets = [...readme.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => match[1]);

/** What the compiler says of a snippet, as if it were a file of a user's. */
function diagnose(snippet: string): string[] {
  const file = path.join(root, 'test', 'snippet.ts');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    esModuleInterop: true,
    types: ['node'],
    paths: { 'cdk-twelve-factor-fargate': [path.join(root, 'src')] },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? snippet : readFile(name));
  host.getSourceFile = (name, ...rest) => (name === file ? ts.createSourceFile(name, snippet, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest));
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    .map((one) => ts.flattenDiagnosticMessageText(one.messageText, '\n'));
}

test('there are snippets to compile', () => {
  expect(snippets.length).toBeGreaterThanOrEqual(2);
});

test.each(snippets.map((snippet, index) => [index + 1, snippet] as const))('snippet %i of the README compiles', (_index, snippet) => {
  expect(diagnose(snippet)).toEqual([]);
}, 60_000);

test('a snippet that does not compile is noticed', () => {
  expect(diagnose(snippets[0].replace('Codebase.github', 'Codebase.gitgub'))).toEqual([expect.stringContaining('gitgub')]);
}, 60_000);

test.each(['npm ci && npm run demo', 'npm ci && npm test'])('the README shows the command %s', (command) => {
  expect(readme).toContain(`\n${command}\n`);
});

test.each(['README.md', 'CONTRIBUTING.md', 'docs/releases.md', 'docs/service.md'])('every file that %s links to is there', (page) => {
  const text = fs.readFileSync(path.join(root, page), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1]);
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((link) => !fs.existsSync(path.join(root, path.dirname(page), link)))).toEqual([]);
});

test('the workflows in the docs are YAML', () => {
  const text = fs.readFileSync(path.join(root, 'docs', 'releases.md'), 'utf8');
  const files = [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => parse(match[1]));
  expect(files.map((file) => Object.keys(file))).toEqual([['name', 'on', 'permissions', 'env', 'jobs'], ['release:production']]);
  expect(files[0].jobs.production.steps).toEqual(files[0].jobs.staging.steps);
});
