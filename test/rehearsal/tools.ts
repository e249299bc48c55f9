import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

/** What is rehearsed with. Version 2 of the AWS CLI is not on PyPI; the calls and answers that matter here are the same. */
const PINS = ['moto[server]==5.2.5', 'awscli==1.46.3'];

const VENV = path.join(__dirname, '..', '..', 'node_modules', '.cache', 'rehearsal', 'venv');
const STAMP = path.join(VENV, 'pins.json');
const LOCK = `${VENV}.lock`;
const STALE_MS = 10 * 60 * 1000;

/** What the rehearsal needs from Python. */
export interface Tools {
  readonly python: string;
  readonly aws: string;
  readonly pins: string[];
}

/** A reason why there can be no rehearsal on this machine. */
export class NoTools extends Error {}

/** Installs them once; again only when the pins change. Test files that need them at the same time wait for the first. */
export function tools(): Tools {
  if (!installed()) {
    alone(() => installed() || install());
  }
  return { python: bin('python'), aws: bin('aws'), pins: PINS };
}

function installed(): boolean {
  return fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === JSON.stringify(PINS);
}

function install(): void {
  run('python3 is missing, or too old', 'python3', ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))']);
  console.log(`Installing ${PINS.join(' and ')} into a venv under node_modules/.cache/rehearsal.`);
  fs.rmSync(VENV, { recursive: true, force: true });
  run('no venv can be made', 'python3', ['-m', 'venv', VENV]);
  run('the packages cannot be installed', bin('pip'), ['install', '--quiet', '--disable-pip-version-check', ...PINS]);
  fs.writeFileSync(STAMP, JSON.stringify(PINS)); // last, so that an installation that was stopped is made again
}

function bin(name: string): string {
  return path.join(VENV, 'bin', name);
}

function alone(work: () => void): void {
  fs.mkdirSync(path.dirname(LOCK), { recursive: true });
  while (!locked()) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200); // a sleep for code that is not async
  }
  try {
    work();
  } finally {
    fs.rmSync(LOCK, { recursive: true, force: true });
  }
}

function locked(): boolean {
  try {
    fs.mkdirSync(LOCK);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
    const taken = fs.statSync(LOCK, { throwIfNoEntry: false });
    if (taken && Date.now() - taken.mtimeMs > STALE_MS) {
      fs.rmSync(LOCK, { recursive: true, force: true }); // its owner was killed
    }
    return false;
  }
}

/** The resource types that moto's CloudFormation can create, as it says itself. */
export function typesThatMotoKnows({ python }: Tools): string[] {
  const program = 'import json; from moto.cloudformation.parsing import get_model_map; print(json.dumps(sorted(get_model_map())))';
  return JSON.parse(run('moto does not tell its resource types', python, ['-c', program]));
}

function run(otherwise: string, command: string, words: string[]): string {
  const { error, status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', timeout: 240_000 });
  if (error || status !== 0) {
    throw new NoTools([otherwise, error?.message ?? stderr.trim().split('\n').slice(-3).join('\n')].join(': '));
  }
  return stdout;
}
