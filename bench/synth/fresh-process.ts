import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { CACHE } from './cache';

/** Those of a new CDK project, and what its CLI adds. */
const CONTEXT = {
  ...recommendedFlags,
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
  'aws:cdk:version-reporting': true,
};

export interface Run {
  readonly found: any;
  readonly ms: number;
}

interface Circumstances {
  readonly validation?: boolean;
  readonly outdir?: string;
}

/** Runs one of the programs in a process of its own, with or without the CDK's validator, and gives what it tells and how long it was there. */
export async function run(program: string, args: string[], { validation = false, outdir }: Circumstances = {}): Promise<Run> {
  const output = outdir ?? mkdtempSync(path.join(tmpdir(), 'bench-synth-'));
  const others = Object.entries(process.env).filter(([name]) => !/^(CDK_|NODE_OPTIONS|NODE_ENV|JEST_)/.test(name));
  const env = {
    ...Object.fromEntries(others),
    CDK_OUTDIR: output,
    CDK_CONTEXT_JSON: JSON.stringify(CONTEXT),
    CDK_VALIDATION: String(validation),
  };
  const start = performance.now();
  try {
    const file = path.join(CACHE, 'bench', 'synth', 'programs', `${program}.js`);
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', file, ...args], { env, cwd: CACHE, maxBuffer: 1e9 });
    return { found: JSON.parse(stdout.trim().split('\n').at(-1) || 'null'), ms: performance.now() - start };
  } finally {
    if (!outdir) rmSync(output, { recursive: true, force: true });
  }
}

/** The file of a subject. */
export function subjectFile(...words: string[]): string {
  return `${path.join(CACHE, 'bench', 'synth', 'subjects', ...words)}.js`;
}
