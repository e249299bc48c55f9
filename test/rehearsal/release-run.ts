import { ChildProcess, spawn } from 'child_process';
import * as path from 'path';

const SCRIPT = path.join(__dirname, '..', '..', 'assets', 'release', 'release.mjs');

/** One run of the real release script. */
export class ReleaseRun {
  /** What it has said so far, on both streams. */
  public output = '';
  /** The call after which it is killed, as a machine that goes away would: at once, and with no chance to tidy up. */
  public killAfter?: string;
  /** How it ended. */
  public readonly end: Promise<string>;
  private readonly child: ChildProcess;

  constructor(folder: string, words: string[]) {
    const env = { PATH: `${folder}${path.delimiter}${process.env.PATH}` };
    this.child = spawn(process.execPath, [SCRIPT, '--poll-seconds', '0.1', '--timeout-minutes', '1', ...words], { cwd: folder, env });
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

  public kill(): void {
    this.child.kill('SIGKILL');
  }
}
