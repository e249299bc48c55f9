import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { CACHE } from './cache';

const PINS = ['Flask==3.1.3', 'gunicorn==27.0.1', 'boto3==1.44.5'];
const VENV = path.join(CACHE, 'venv');
const STAMP = path.join(VENV, 'pins.json');

/** Why Flask is not among the subjects. */
export class NoPython extends Error {}

/** Installs Flask once; again only when the pins change. Gives the folder of its programs. */
export function installFlask(): string {
  const bin = path.join(VENV, 'bin');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === JSON.stringify(PINS)) return bin;
  run('python3 from 3.10 with venv is missing', 'python3', ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))']);
  rmSync(VENV, { recursive: true, force: true });
  run('no venv can be made', 'python3', ['-m', 'venv', VENV]);
  run('the packages cannot be installed', path.join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...PINS]);
  writeFileSync(STAMP, JSON.stringify(PINS)); // last, so that an installation that was stopped is made again
  return bin;
}

export function flaskVersions(): string {
  return PINS.map((pin) => pin.replace('==', ' ')).join(', ');
}

function run(otherwise: string, command: string, args: string[]): void {
  const { error, status, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 240_000 });
  if (error || status !== 0) throw new NoPython(`${otherwise}: ${error?.message ?? stderr.trim().split('\n').slice(-3).join('\n')}`);
}
