import { Backends } from './backends';
import { Child, Exit } from './child';
import { Cleanup } from './cleanup';
import { within } from './deadline';
import { fromSource, SERVICE } from './image';
import { Container } from './production';

/** The web process, run as Fargate runs it: with its container's environment, and no more than Fargate adds. */
export class Service {
  static async start(container: Container, backends: Backends, cleanup: Cleanup): Promise<Service> {
    const service = new Service(container, backends);
    await cleanup.defer(() => service.stop());
    await within(60, 'The start of the service', service.child.says(listening));
    return service;
  }

  readonly url: string;
  private readonly child: Child;

  private constructor(readonly container: Container, backends: Backends) {
    this.child = run('The service', container, backends);
    this.url = `http://localhost:${container.environment.PORT}`;
  }

  get pid(): number {
    return this.child.pid;
  }

  get exit(): Promise<Exit> {
    return this.child.exit;
  }

  /** The last lines of its log. */
  get log(): string[] {
    return this.child.lines;
  }

  onLog(listener: (line: string) => void): void {
    this.child.onLine(listener);
  }

  async stop(): Promise<Exit> {
    return this.child.stop(this.container.stopTimeoutSeconds);
  }
}

/** Runs a one-off task of the same image to its end, and returns its log. */
export async function runTask(name: string, container: Container, backends: Backends, cleanup: Cleanup): Promise<string[]> {
  const task = run(`The admin task ${name}`, container, backends);
  await cleanup.defer(() => task.stop(5));
  await within(60, `The admin task ${name}`, task.success());
  return task.lines;
}

function run(name: string, container: Container, backends: Backends): Child {
  return Child.node(name, fromSource(container.command), { cwd: SERVICE, env: { ...container.environment, ...backends.environment } });
}

/** The line by which the service says that it is there. */
function listening(line: string): true | undefined {
  return /"msg":"listening"/.test(line) || undefined;
}
