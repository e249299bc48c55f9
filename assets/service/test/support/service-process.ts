import { ChildProcess, spawn } from 'node:child_process';
import * as path from 'node:path';
import { LogLine, parseLines } from './log-lines';

const SERVICE = path.join(__dirname, '..', '..');

/** The service as the platform runs it: a process of its own with an environment, signals, stdout and an exit code. */
export class ServiceProcess {
  readonly exitCode: Promise<number | null>;
  private readonly child: ChildProcess;
  private output = '';

  /** Starts src/<entry>, or a compiled file, with nothing in its environment but what is given and what node needs to start. */
  constructor(entry: string, environment: Record<string, string>, { input = '', args = [] }: { input?: string; args?: string[] } = {}) {
    this.child = spawn(process.execPath, [...(entry.endsWith('.ts') ? ['--import', 'tsx', path.join(SERVICE, 'src', entry)] : [entry]), ...args], {
      cwd: SERVICE,
      env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', ...environment },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.child.stdin?.end(input);
    this.child.stdout?.setEncoding('utf8').on('data', (chunk: string) => { this.output += chunk; });
    this.exitCode = new Promise((resolve) => this.child.once('close', resolve));
  }

  get log(): LogLine[] {
    return parseLines(this.output);
  }

  /** Waits for the line that says which port the service listens on. */
  async url(): Promise<string> {
    const { port } = await this.logged('listening');
    return `http://127.0.0.1:${port}`;
  }

  async logged(msg: string): Promise<LogLine> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const line = this.log.find((each) => each.msg.startsWith(msg));
        if (line) resolve(line);
      };
      this.child.stdout?.on('data', look);
      void this.exitCode.then((code) => reject(new Error(`Exited with ${code} before it logged "${msg}": ${this.output}`)));
      look();
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exitCode;
  }
}
