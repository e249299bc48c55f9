import { ChildProcess, spawn } from 'child_process';
import * as path from 'path';

/** A rehearsal in a process of its own, as npm run rehearsal does it. Says how far it is; what is said of a difference is kept for the end. */
export class RehearsalProcess {
  private child?: ChildProcess;

  constructor(private readonly name: string, private readonly words: string[] = []) {}

  public async run(): Promise<{ code: number | null; output: string }> {
    const command = ['--import', 'tsx', path.join(__dirname, 'rehearse.ts'), ...this.words];
    const child = spawn(process.execPath, command, { cwd: path.join(__dirname, '..', '..'), stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        text.split('\n').filter((line) => /^(ok|DIFFERS) .* s\)$/.test(line)).forEach((line) => process.stdout.write(`  ${this.name}: ${line}\n`));
      });
    }
    return new Promise((resolve, reject) => child.once('error', reject).once('close', (code) => resolve({ code, output })));
  }

  /** Stopped, it closes what it has opened. Killed, its servers see their standard input close, and end by themselves. */
  public stop(): void {
    this.child?.kill('SIGTERM');
  }
}
