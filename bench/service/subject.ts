import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cleanup } from '../../examples/demo/cleanup';
import { within } from '../../examples/demo/deadline';
import { freePort } from '../../examples/demo/port';

/** Something that serves `/` and `/hello`, as it is to be started. */
export interface Subject {
  readonly name: string;
  readonly command: string;
  readonly environment: Record<string, string>;
  readonly cwd: string;
  args(port: number): string[];
}

/** A subject that runs, as a process of its own. */
export class RunningSubject {
  /** Starts it and waits for its first answer. */
  static async start(subject: Subject, cleanup: Cleanup): Promise<RunningSubject> {
    const running = new RunningSubject(subject, await freePort());
    await cleanup.defer(() => running.stop('SIGKILL'));
    await within(60, `The start of ${subject.name}`, Promise.race([running.untilItAnswers(), running.failure()]));
    return running;
  }

  /** From the start of the process to the end of its first answer. */
  startMs = NaN;
  private readonly child: ChildProcess;
  private readonly started = performance.now();
  private said = '';

  private constructor(readonly subject: Subject, readonly port: number) {
    this.child = spawn(subject.command, subject.args(port), {
      cwd: subject.cwd,
      env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', ...subject.environment, PORT: String(port) },
      detached: true, // a group of its own, for Ctrl-C and for the end
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // A pipe that is read, as the platform's log driver reads it. The last words are kept, in case it fails.
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', (chunk: Buffer) => { this.said = chunk.toString().slice(-2000); });
    const kill = () => this.kill('SIGKILL');
    process.on('exit', kill); // nothing outlives the benchmark
    this.child.once('exit', () => process.off('exit', kill));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Gives the exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const exit = once(this.child, 'exit');
    if (signal === 'SIGKILL') this.kill(signal);
    else this.child.kill(signal);
    return (await exit)[0] as number | null;
  }

  private kill(signal: NodeJS.Signals): void {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    try {
      process.kill(-this.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  private async untilItAnswers(): Promise<void> {
    while (!await fetch(`${this.url}/`).then((answer) => answer.text().then(() => answer.ok), () => false)) await sleep(2);
    this.startMs = performance.now() - this.started;
  }

  private async failure(): Promise<never> {
    const [code] = await once(this.child, 'exit');
    throw new Error(`${this.subject.name} ended with ${code}; the last it said:\n${this.said}`);
  }
}
