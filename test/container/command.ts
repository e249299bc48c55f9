import { spawnSync } from 'node:child_process';

/** Longer than any single step takes on a slow machine with an empty cache. */
const LIMIT_MS = 8 * 60_000;

/** Runs a command to its end and gives what it printed; when it fails, the error holds the last that it said. */
export function output(command: string, args: string[], env: NodeJS.ProcessEnv = process.env): string {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: LIMIT_MS, env, maxBuffer: 64 * 1024 * 1024 });
  if (error) throw error;
  if (status !== 0) {
    throw new Error([`${command} ${args.join(' ')} ended with ${status}:`, ...`${stdout}\n${stderr}`.trim().split('\n').slice(-25)].join('\n  '));
  }
  return stdout.trim();
}

export function works(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 20_000 }).status === 0;
}
