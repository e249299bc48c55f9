import { spawn } from 'child_process';
import * as path from 'path';
import { Engine } from './engine';

const CDK = path.join(path.dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk');
const HURRY = path.join(__dirname, 'hurry.cjs');

/** How a program ended, and what it printed on both streams. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** The real CDK CLI, which knows no other AWS than the engine. */
export class Cdk {
  constructor(private readonly engine: Engine, private readonly cwd: string) {}

  /** Synthesises an app into a folder. */
  public async synth(app: string | undefined, outdir: string): Promise<Ended> {
    return this.run(['synth', '--quiet', '--output', outdir, ...app ? ['--app', app] : []]);
  }

  /** Of the app it needs no more than the qualifier that the folder's cdk.json may name, so the app is not synthesised again. */
  public async bootstrap(assembly: string): Promise<Ended> {
    return this.run(['bootstrap', `aws://${this.engine.account}/${this.engine.region}`, '--app', assembly]);
  }

  /** Deploys all stacks of an assembly, or one, as the CLI calls it, with those that it needs. */
  public async deploy(assembly: string, ...words: string[]): Promise<Ended> {
    return this.run(['deploy', ...words.some((word) => !word.startsWith('--')) ? [] : ['--all'], '--app', assembly, '--require-approval', 'never', '--concurrency', '3', '--no-lookups', ...words]);
  }

  public async destroy(assembly: string): Promise<Ended> {
    return this.run(['destroy', '--all', '--app', assembly, '--force', '--no-lookups']);
  }

  private async run(words: string[]): Promise<Ended> {
    const env = { ...this.engine.env, CDK_DISABLE_CLI_TELEMETRY: 'true', CDK_DISABLE_VERSION_CHECK: 'true', CI: 'true' };
    const hurry = this.engine.isOwn ? ['--require', HURRY] : [];
    return run(process.execPath, [...hurry, CDK, ...words, '--no-notices', '--no-color'], env, this.cwd);
  }
}

/** Runs a program to its end. */
export async function run(command: string, words: string[], env: NodeJS.ProcessEnv, cwd: string): Promise<Ended> {
  const child = spawn(command, words, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const endWithThis = () => child.kill('SIGKILL');
  process.once('exit', endWithThis);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => child.once('error', reject).once('close', (code) => {
    process.removeListener('exit', endWithThis);
    resolve({ code: code ?? 255, output });
  }));
}
