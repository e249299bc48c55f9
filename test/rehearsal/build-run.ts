import { spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';

const PHASES = ['install', 'pre_build', 'build', 'post_build'];

/** How a build ended. */
export interface BuildEnd {
  readonly code: number;
  /** Of the variables that the buildspec exports, those that were. */
  readonly exported: { [name: string]: string };
  readonly output: string;
}

/**
 * Runs the commands of a buildspec as CodeBuild's agent does, for which it stands in: phase by phase, in the shell that it asks for, each with the
 * environment that the command before has left; the first that fails ends the build.
 */
export async function runBuild(buildSpec: string, env: NodeJS.ProcessEnv, codebase: string, folder: string): Promise<BuildEnd> {
  const { env: { shell, 'exported-variables': names }, phases } = parse(buildSpec);
  const commands: string[] = PHASES.flatMap((phase) => phases[phase]?.commands ?? []);
  let [code, output, current] = [0, '', env];
  for (const command of commands) {
    const left = path.join(folder, 'environment');
    const ended = await run(shell, `trap 'env -0 > ${left}' EXIT\n${command}`, current, codebase);
    output += ended.output;
    current = readEnvironment(left);
    code = ended.code;
    if (code !== 0) {
      break;
    }
  }
  const exported = Object.fromEntries((names as string[]).flatMap((name) => current[name] === undefined ? [] : [[name, current[name]!]]));
  return { code, exported, output };
}

async function run(shell: string, command: string, env: NodeJS.ProcessEnv, cwd: string): Promise<{ code: number; output: string }> {
  const child = spawn(shell, ['-c', command], { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => child.once('error', reject).once('close', (code) => resolve({ code: code ?? 255, output })));
}

function readEnvironment(file: string): NodeJS.ProcessEnv {
  const pairs = fs.readFileSync(file, 'utf8').split('\0').filter(Boolean);
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}
