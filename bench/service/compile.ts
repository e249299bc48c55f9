import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { CACHE, SUBJECTS } from './cache';
import { SERVICE } from '../../examples/demo/image';

/** Compiles the service as its Dockerfile does: from these files, with its own build script. Gives the folder of its web.js. */
export function compileService(): string {
  const folder = path.join(CACHE, 'service');
  rmSync(folder, { recursive: true, force: true });
  for (const input of ['package.json', 'tsconfig.json', 'src']) cpSync(path.join(SERVICE, input), path.join(folder, input), { recursive: true });
  try {
    execFileSync('npm', ['run', 'build', '--silent'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    throw new Error(`The service does not compile:\n${(error as { stdout?: string }).stdout ?? error}`);
  }
  return folder;
}

/** A subject of ours in the same JavaScript that the service becomes: no loader must cost it time. */
export function compileSubject(name: string): string {
  const source = readFileSync(path.join(SUBJECTS, `${name}.ts`), 'utf8');
  const { outputText } = ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS } });
  mkdirSync(CACHE, { recursive: true });
  const file = path.join(CACHE, `${name}.js`);
  writeFileSync(file, outputText);
  return file;
}
