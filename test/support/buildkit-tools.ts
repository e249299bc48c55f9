import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { alone } from './alone';
import { installPackages, mayInstall } from './debian-packages';
import { NoTools } from './python-tools';

const MODULE = path.join(__dirname, 'buildkit');
const CACHE = path.join(__dirname, '..', '..', 'node_modules', '.cache', 'buildkit');

/** BuildKit's daemon and its client, compiled from the Go module that go.mod pins and go.sum holds the hashes of. */
export class BuildKitTools {
  private readonly bin = path.join(CACHE, createHash('sha256').update(fs.readFileSync(path.join(MODULE, 'go.sum'))).digest('hex').slice(0, 16));

  /** The path of `buildctl` or `buildkitd`. */
  public path(name: string): string {
    return path.join(this.bin, name);
  }

  /** Compiles a program from one file of Go, with no library of C, so that it runs in an empty image. */
  public compile(file: string, program: string): void {
    go('the program cannot be compiled', ['build', '-trimpath', '-o', program, file], path.dirname(file));
  }

  /** Why BuildKit cannot run here; nothing when it can. Compiles it once: some minutes. */
  public missing(): string | undefined {
    try {
      must('root on Linux is needed', process.platform === 'linux' && process.getuid?.() === 0);
      must('Go is missing', spawnSync('go', ['version']).status === 0);
      if (!hasRunc() && mayInstall()) {
        installPackages('runc');
      }
      must('runc is missing', hasRunc());
      alone(`${this.bin}.lock`, () => fs.existsSync(this.bin) || this.compileTools());
      return undefined;
    } catch (error) {
      if (error instanceof NoTools) {
        return error.message;
      }
      throw error;
    }
  }

  private compileTools(): void {
    console.log('Compiling BuildKit from its Go module into node_modules/.cache.');
    const folder = fs.mkdtempSync(path.join(path.dirname(this.bin), 'new-'));
    try {
      go('BuildKit cannot be compiled', ['build', '-trimpath', '-ldflags=-s -w', '-o', `${folder}/`, 'tool'], MODULE);
      fs.renameSync(folder, this.bin); // at once, so that what was stopped is made again
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
}

function hasRunc(): boolean {
  return spawnSync('runc', ['--version']).status === 0;
}

/** With the Go that is here, and no other that it would download. */
function go(otherwise: string, words: string[], cwd: string): void {
  const env = { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: '-buildvcs=false' };
  const { error, status, stderr } = spawnSync('go', words, { cwd, env, encoding: 'utf8', timeout: 20 * 60_000 });
  must([otherwise, error?.message ?? stderr?.trim().split('\n').slice(-3).join('\n')].join(': '), !error && status === 0);
}

function must(otherwise: string, is: boolean): void {
  if (!is) {
    throw new NoTools(otherwise);
  }
}
