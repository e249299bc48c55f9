import { mkdirSync, rmSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { Moto } from '../../../../test/rehearsal/moto';
import { NoTools, Tools, tools } from '../../../../test/rehearsal/tools';

const LOCK = path.join(__dirname, '..', '..', '..', '..', 'node_modules', '.cache', 'moto.lock');
const STALE_MS = 10 * 60 * 1000;

/** moto server, which the rehearsal of releases installs for itself too: AWS's services as far as moto has them. */
export class MotoServer {
  static async start(): Promise<MotoServer> {
    return new MotoServer(await Moto.start(installed()));
  }

  private constructor(private readonly moto: Moto) {}

  get endpoint(): string {
    return this.moto.endpoint;
  }

  stop(): void {
    this.moto.stop();
  }
}

/** Tests against moto need Python and its packages. In CI they must run; on a machine without them they are skipped, and say so. */
export function describeWithMoto(name: string, tests: () => void): void {
  const reason = process.env.CI === 'true' ? undefined : missing();
  if (reason === undefined) return describe(name, tests);
  console.warn(`Skipped for want of moto (${reason}): ${name}`);
  describe.skip(name, tests);
}

function missing(): string | undefined {
  try {
    installed();
    return undefined;
  } catch (error) {
    if (error instanceof NoTools) return error.message;
    throw error;
  }
}

/** One test file installs, the others wait: jest runs them side by side. */
function installed(): Tools {
  mkdirSync(path.dirname(LOCK), { recursive: true });
  while (!locked()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200); // a sleep for code that is not async
  try {
    return tools();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function locked(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const taken = statSync(LOCK, { throwIfNoEntry: false });
    if (taken && Date.now() - taken.mtimeMs > STALE_MS) rmSync(LOCK, { recursive: true, force: true }); // its owner was killed
    return false;
  }
}
