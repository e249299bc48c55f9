import { ChildProcess, spawn } from 'child_process';
import * as path from 'path';

/** Another script may be rehearsed, to see that the rehearsal notices what is wrong with it. */
const SCRIPT = process.env.REHEARSED_SCRIPT ?? path.join(__dirname, '..', '..', 'assets', 'release', 'release.mjs');

const CLOCK = path.join(__dirname, 'clock.mjs');

/** What befalls a run. */
export interface Fate {
  readonly kill?: Kill;
  /** Whether its clock runs ahead, so that nobody has to wait for a time limit. */
  readonly impatient?: boolean;
}

/** When a run is killed: just before or just after the first call that begins so, or a later one. */
export interface Kill {
  readonly when: 'before' | 'after';
  readonly call: string;
  readonly nth: number;
}

export const before = (call: string, nth = 1): Kill => ({ when: 'before', call, nth });
export const after = (call: string, nth = 1): Kill => ({ when: 'after', call, nth });

/** One run of the real release script. */
export class ReleaseRun {
  /** What it has said so far, on both streams. */
  public output = '';
  /** How it ended. */
  public readonly end: Promise<string>;
  private readonly child: ChildProcess;
  private readonly fate?: Kill;
  private calls = 0;

  constructor(folder: string, words: string[], { kill, impatient }: Fate = {}) {
    this.fate = kill;
    const env = { PATH: `${folder}${path.delimiter}${process.env.PATH}` };
    const script = [...impatient ? ['--import', CLOCK] : [], SCRIPT, '--poll-seconds', '0.1', '--timeout-minutes', '15', ...words];
    this.child = spawn(process.execPath, script, { cwd: folder, env });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.output += text;
      });
    }
    this.end = new Promise((resolve, reject) => this.child.once('error', reject)
      .once('close', (code, signal) => resolve(signal ? `killed (${signal})` : `exit ${code}`)));
  }

  public get pid(): number | undefined {
    return this.child.pid;
  }

  /** It is about to make this call, if it lives to. */
  public isKilledBefore(words: string[]): boolean {
    this.calls += this.fate && words.join(' ').startsWith(this.fate.call) ? 1 : 0;
    return this.meetFate('before', words);
  }

  /** AWS has done what this call says. */
  public done(words: string[]): void {
    this.meetFate('after', words);
  }

  /** As when a machine goes away: at once, and with no chance to tidy up. */
  public kill(): void {
    this.child.kill('SIGKILL');
  }

  private meetFate(when: Kill['when'], words: string[]): boolean {
    const met = this.fate?.when === when && this.calls === this.fate.nth && words.join(' ').startsWith(this.fate.call);
    if (met) {
      this.kill();
    }
    return met;
  }
}
