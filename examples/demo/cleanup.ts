import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

type Undo = () => unknown;

/** Undoes what was done, the last thing first: whoever starts something defers its end in the same breath. */
export class Cleanup {
  private readonly undos: Undo[] = [];
  private over = false;

  /** Work that goes on while the demo is being stopped must not leave anything behind. */
  async defer(undo: Undo): Promise<void> {
    if (!this.over) {
      this.undos.push(undo);
      return;
    }
    await undo();
    throw new Error('The demo is being stopped');
  }

  async run(): Promise<void> {
    this.over = true;
    for (let undo = this.undos.pop(); undo; undo = this.undos.pop()) {
      try {
        await undo();
      } catch (error) {
        console.error(error); // the rest still has to go
      }
    }
  }
}

/** A folder that is gone after the demo, however that ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'twelve-factor-demo-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
