import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from '../../examples/demo/child';
import { within } from '../../examples/demo/deadline';

/** What a process finds out about its own limits. */
export interface Findings {
  readonly uid: number;
  readonly gid: number;
  readonly capabilities: string;
  readonly writable: string[];
  readonly shell: string;
}

/** Runs inside, as a one-off task of the image would: Node is all there is to ask. */
const PROBE = `
  const { readFileSync, writeFileSync } = require('node:fs');
  const writes = (file) => { try { writeFileSync(file, ''); return true; } catch { return false; } };
  const shell = require('node:child_process').spawnSync('/bin/sh', ['-c', 'true']);
  console.log('findings ' + JSON.stringify({
    uid: process.getuid(),
    gid: process.getgid(),
    capabilities: [...new Set(readFileSync('/proc/self/status', 'utf8').match(/(?<=^Cap(Prm|Eff|Bnd|Inh|Amb):\\t).*/gm))].join(),
    writable: ['/x', '/app/x', '/app/dist/web.js', '/home/x', '/tmp/x'].filter(writes),
    shell: shell.error?.code ?? 'exit ' + shell.status,
  }));
`;

export const PROBE_COMMAND = ['node', '-e', PROBE];

export async function findings(probe: Child): Promise<Findings> {
  const found = probe.says((line) => line.startsWith('findings ') ? JSON.parse(line.slice('findings '.length)) as Findings : undefined);
  return within(60, 'The probe', found);
}

/** Asks until the health check passes: gives the milliseconds since the start. */
export async function msUntilHealthy(web: Child, url: string, since: number): Promise<number> {
  const healthy = async () => {
    for (;;) {
      if (await fetch(url, { signal: AbortSignal.timeout(5000) }).then(({ status }) => status === 200, () => false)) return performance.now() - since;
      await sleep(5);
    }
  };
  // says() fails when the process ends, and so tells what it said last.
  return within(60, 'The start of the web process', Promise.race([healthy(), web.says<never>(() => undefined)]));
}

/** A mistake of the image. */
export function expectThat(what: string, found: unknown, expected: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new Error(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
  }
}
