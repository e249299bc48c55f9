import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { alone } from './alone';

const CACHE = path.join(__dirname, '..', '..', 'node_modules', '.cache');

/** A reason why there are no such tools on this machine. */
export class NoTools extends Error {}

/** Programs from PyPI that tests run, in a venv of their own. */
export class PythonTools {
  private readonly venv: string;
  private readonly stamp: string;

  constructor(name: string, public readonly pins: string[]) {
    this.venv = path.join(CACHE, name, 'venv');
    this.stamp = path.join(this.venv, 'pins.json');
  }

  /** Installs them once; again only when the pins change. Test files that need them at the same time wait for the first. */
  public ready(): this {
    if (!this.installed) {
      alone(`${this.venv}.lock`, () => this.installed || this.install());
    }
    return this;
  }

  /** The path of a program. */
  public bin(name: string): string {
    return path.join(this.venv, 'bin', name);
  }

  /** A folder of the packages themselves, such as the data that one of them ships. */
  public packages(...parts: string[]): string {
    const lib = path.join(this.venv, 'lib');
    return path.join(lib, fs.readdirSync(lib).find((one) => one.startsWith('python'))!, 'site-packages', ...parts);
  }

  /** What a program prints. */
  public run(otherwise: string, name: string, words: string[]): string {
    return run(otherwise, this.bin(name), words);
  }

  /** Why there are none; nothing when there are. */
  public missing(): string | undefined {
    try {
      this.ready();
      return undefined;
    } catch (error) {
      if (error instanceof NoTools) {
        return error.message;
      }
      throw error;
    }
  }

  private get installed(): boolean {
    return fs.existsSync(this.stamp) && fs.readFileSync(this.stamp, 'utf8') === JSON.stringify(this.pins);
  }

  private install(): void {
    run('python3 is missing, or too old', 'python3', ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))']);
    console.log(`Installing ${this.pins.join(' and ')} into a venv under node_modules/.cache.`);
    fs.rmSync(this.venv, { recursive: true, force: true });
    run('no venv can be made', 'python3', ['-m', 'venv', this.venv]);
    this.run('the packages cannot be installed', 'pip', ['install', '--quiet', '--disable-pip-version-check', ...this.pins]);
    fs.writeFileSync(this.stamp, JSON.stringify(this.pins)); // last, so that an installation that was stopped is made again
  }
}

function run(otherwise: string, command: string, words: string[]): string {
  const { error, status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', timeout: 240_000 });
  if (error || status !== 0) {
    throw new NoTools([otherwise, error?.message ?? stderr.trim().split('\n').slice(-3).join('\n')].join(': '));
  }
  return stdout;
}
