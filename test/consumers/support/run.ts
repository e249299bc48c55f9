import { execFile } from 'child_process';

export interface RunOptions {
  readonly cwd: string;
  readonly env?: { [name: string]: string };
}

/** Longer than any single step takes on a slow machine with an empty cache. */
const STEP_LIMIT = 5 * 60_000;

/** Tells what takes so long. Not with console.log, to which jest adds a stack trace. */
export function tell(step: string): void {
  process.stdout.write(`  consumers: ${step}\n`);
}

/** Runs a command to its end and gives what it printed; when it fails, the error holds all that it said. */
export async function run(command: string, args: string[], options: RunOptions): Promise<string> {
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1', ...options.env };
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd: options.cwd, env, timeout: STEP_LIMIT, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) {
        reject(new Error(`${command} ${args.join(' ')} failed (${error.signal ?? error.code}):\n${stdout}\n${stderr}`));
      } else {
        resolve(stdout);
      }
    });
  });
}
