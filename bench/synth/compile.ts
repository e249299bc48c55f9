import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { CACHE } from './cache';
import { ROOT } from '../root';

/** Makes the JavaScript that a user of the package runs, of the library and of the benchmark's programs alike: no loader must cost either of them time. */
export function compile(): void {
  rmSync(CACHE, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  // The subjects name the library as its users do; "exports" lets files of this folder do so.
  writeFileSync(path.join(CACHE, 'package.json'), JSON.stringify({ name: 'cdk-twelve-factor-fargate', exports: { '.': './lib/index.js', './lib/*': './lib/*.js' } }));
  symlinkSync(path.join(ROOT, 'assets'), path.join(CACHE, 'assets'));
  const options = compilerOptions();
  compileFolder(path.join(ROOT, 'src'), path.join(CACHE, 'lib'), options);
  compileFolder(path.join(ROOT, 'bench', 'synth'), path.join(CACHE, 'bench', 'synth'), options);
}

/** Those of the package; its types are checked elsewhere. */
function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  return { ...options, module: ts.ModuleKind.CommonJS, declaration: false, inlineSourceMap: false, inlineSources: false };
}

function compileFolder(from: string, to: string, options: ts.CompilerOptions): void {
  const files = readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  for (const file of files) {
    const compiled = path.join(to, file.replace(/ts$/, 'js'));
    mkdirSync(path.dirname(compiled), { recursive: true });
    writeFileSync(compiled, ts.transpileModule(readFileSync(path.join(from, file), 'utf8'), { compilerOptions: options }).outputText);
  }
}
