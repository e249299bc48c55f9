import * as fs from 'fs';
import * as path from 'path';

/** Longer than any work that is done alone. */
const STALE_MS = 10 * 60 * 1000;

/** Does something that several test files need, while the others wait. They hold the same lock: a folder that only one can make. */
export function alone<T>(lock: string, work: () => T): T {
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  while (!taken(lock)) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200); // a sleep for code that is not async
  }
  try {
    return work();
  } finally {
    fs.rmSync(lock, { recursive: true, force: true });
  }
}

function taken(lock: string): boolean {
  try {
    fs.mkdirSync(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
    const since = fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > STALE_MS) {
      fs.rmSync(lock, { recursive: true, force: true }); // its owner was killed
    }
    return false;
  }
}
