import { ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

type Listener = (line: string) => void;

/** The last net: nothing that was started outlives the demo, not even when it ends in a way that nobody thought of. */
const living = new Set<Child>();
process.on('exit', () => living.forEach((child) => child.signalAll('SIGKILL')));

/** A process of the demo: its output in lines, and an end in good order. */
export class Child {
  /** Starts a process in a group of its own: a Ctrl-C in the terminal reaches the demo alone, which stops its children in order. */
  static start(name: string, command: string, args: string[], options: RunOptions): Child {
    return new Child(name, spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  static node(name: string, args: string[], options: RunOptions): Child {
    return Child.start(name, process.execPath, args, options);
  }

  readonly exit: Promise<Exit>;
  readonly lines: string[] = [];
  private readonly listeners: Listener[] = [];

  /** The process must lead its group (`detached`) and have pipes as its output. */
  constructor(readonly name: string, private readonly process: ChildProcess) {
    living.add(this);
    for (const stream of [process.stdout, process.stderr]) if (stream) createInterface(stream).on('line', (line) => this.hear(line));
    this.exit = new Promise<Exit>((resolve, reject) => {
      process.once('error', reject);
      process.once('close', (code, signal) => resolve({ code, signal }));
    }).finally(() => living.delete(this));
    this.exit.catch(() => {}); // whoever waits for it hears of the error
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  onLine(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Waits for the exit; any but 0 is an error that shows what the process said. */
  async success(): Promise<void> {
    const exit = await this.exit;
    if (exit.code !== 0) throw this.failure(exit);
  }

  /** Waits for a line to hold what is looked for; an exit before that is an error. */
  async says<T>(look: (line: string) => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      this.onLine((line) => {
        const found = look(line);
        if (found !== undefined) resolve(found);
      });
      this.exit.then((exit) => reject(this.failure(exit)), reject);
    });
  }

  /** Asks for the end, waits, and after the grace period stops asking: what Fargate does. */
  async stop(graceSeconds: number): Promise<Exit> {
    if (!living.has(this)) return this.exit;
    const timer = setTimeout(() => this.signalAll('SIGKILL'), graceSeconds * 1000);
    this.process.kill('SIGTERM');
    return this.exit.finally(() => clearTimeout(timer));
  }

  /** To the process and its own children. */
  signalAll(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  private failure({ code, signal }: Exit): Error {
    return new Error([`${this.name} ended with ${signal ?? `exit code ${code}`}; the last it said:`, ...this.lines.slice(-20)].join('\n  '));
  }

  private hear(line: string): void {
    this.lines.push(line);
    if (this.lines.length > 200) this.lines.shift();
    this.listeners.forEach((listener) => listener(line));
  }
}
