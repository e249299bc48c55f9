import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** A folder for each test, with an `aws` command in it that hands every call on to a stand-in: a worker that is started once for all tests of a file. */
export function standIn(script: string, prefix: string): { readonly folder: string } {
  const own = { folder: '' };
  let worker: Worker;
  let port: number;
  beforeAll(async () => {
    worker = new Worker(join(__dirname, script));
    port = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  });
  afterAll(() => worker.terminate());

  beforeEach(() => {
    own.folder = mkdtempSync(join(tmpdir(), prefix));
    const aws = [
      '#!/usr/bin/env bash',
      `exec 3<> /dev/tcp/127.0.0.1/${port}`,
      `printf '%s\\0' "$#" '${join(own.folder, 'state.json')}' "$PPID" "$@" >&3`,
      'read -r code <&3',
      'if [ "$code" = 0 ]; then cat <&3; else cat <&3 >&2; fi',
      'exit "$code"',
    ];
    writeFileSync(join(own.folder, 'aws'), aws.join('\n'), { mode: 0o755 });
  });
  afterEach(() => rmSync(own.folder, { recursive: true, force: true }));
  return own;
}
