import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

export const ROOT = path.join(__dirname, '..', '..');

/** The pieces of TypeScript that a page shows. */
export function snippetsOf(page: string): string[] {
  const text = fs.readFileSync(path.join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => match[1]);
}

/** What the compiler says of a snippet, as if it were a file of a user's. */
export function diagnose(snippet: string): string[] {
  const file = path.join(ROOT, 'test', 'snippet.ts');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    esModuleInterop: true,
    types: ['node'],
    paths: { 'cdk-twelve-factor-fargate': [path.join(ROOT, 'src')] },
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

/** Runs a snippet, with the library from its source, and gives what it has under a name. */
export function run<T>(snippet: string, name: string): T {
  const { outputText } = ts.transpileModule(snippet, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS } });
  const modules = (id: string) => jest.requireActual(id === 'cdk-twelve-factor-fargate' ? '../../src' : id);
  return new Function('require', 'exports', `${outputText}\nreturn ${name};`)(modules, {});
}
