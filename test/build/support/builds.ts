import { ChildProcess, spawn, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ImageBuild } from '../../../src';
import { buildScript } from '../../../src/build/image-build-script';
import { BuildKitTools } from '../../support/buildkit-tools';

/** What stands in for the AWS CLI: the images that docker.mjs has put into a folder. `curl` copies from there. */
const AWS = `#!/usr/bin/env bash
case "$*" in
  *get-login*) echo secret;;
  *imageTag=*) tag="$(sed 's/.*imageTag=\\([^ ]*\\).*/\\1/' <<< "$*")"
    [ -e "$REGISTRY/tag-$tag" ] && sed 's/.*"digest":"\\(sha256:[0-9a-f]*\\)".*/\\1/' "$(cat "$REGISTRY/tag-$tag")/index.json" || echo None;;
  *imageDigest=*) cat "$REGISTRY"/*/blobs/sha256/"$(sed 's/.*imageDigest=sha256:\\([^ ]*\\).*/\\1/' <<< "$*")";;
  *--layer-digest*) sed 's/.*--layer-digest sha256:\\([^ ]*\\).*/\\1/' <<< "$*";;
esac
`;
const CURL = '#!/usr/bin/env bash\ncat "$REGISTRY"/*/blobs/sha256/"${@: -1}" > /tmp/image-config.json\n';

/** A registry in a folder, and builds of commits, each on a BuildKit that has just started, as each build of CodeBuild has a Docker engine of its own. */
export class Builds {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'builds-'));
  private readonly registry = path.join(this.folder, 'registry');
  private readonly bin = path.join(this.folder, 'bin');

  /**
   * @param options what buildctl needs besides what the build script says, such as a base image
   */
  constructor(private readonly tools: BuildKitTools, private readonly options: string[] = []) {
    [this.registry, this.bin].forEach((one) => fs.mkdirSync(one));
    const docker = `#!/usr/bin/env bash\nexec '${process.execPath}' '${path.join(__dirname, 'docker.mjs')}' "$@"\n`;
    Object.entries({ aws: AWS, curl: CURL, docker }).forEach(([name, text]) => fs.writeFileSync(path.join(this.bin, name), text, { mode: 0o755 }));
  }

  /** Runs the build script of the pipeline, as it is, on a commit whose files are written by `fill`. Returns what it printed. */
  public async build(imageBuild: ImageBuild, commit: string, fill: (codebase: string) => void): Promise<string> {
    const codebase = path.join(this.folder, 'codebase');
    fs.rmSync(codebase, { recursive: true, force: true });
    fs.mkdirSync(codebase);
    fill(codebase);
    const daemon = new Daemon(this.tools, path.join(this.folder, 'daemon'));
    try {
      await daemon.ready();
      const env = {
        ...process.env,
        PATH: `${this.bin}:${process.env.PATH}`,
        REGISTRY: this.registry,
        BUILDCTL: this.tools.path('buildctl'),
        BUILDKIT_HOST: daemon.address,
        BUILDCTL_OPTIONS: JSON.stringify(this.options),
        REPOSITORY_URI: 'registry.example/guestbook',
        REPOSITORY_NAME: 'guestbook',
        CODEBUILD_RESOLVED_SOURCE_VERSION: commit,
      };
      const { status, stdout, stderr } = spawnSync('bash', ['-c', buildScript(imageBuild)], { cwd: codebase, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
      if (status !== 0) {
        throw new Error(`the build of ${commit} failed:\n${stdout}${stderr}`);
      }
      return stdout + stderr;
    } finally {
      await daemon.stop();
    }
  }

  /** What a file of the image of a commit holds. */
  public read(commit: string, file: string): string {
    const image = fs.readFileSync(path.join(this.registry, `tag-${commit}`), 'utf8');
    const blob = ({ digest }: { digest: string }) => path.join(image, 'blobs', digest.replace(':', '/'));
    const json = (one: { digest: string }) => JSON.parse(fs.readFileSync(blob(one), 'utf8'));
    const [manifest] = JSON.parse(fs.readFileSync(path.join(image, 'index.json'), 'utf8')).manifests;
    const found = json(manifest).layers.map((layer: { digest: string }) => spawnSync('tar', ['-xzOf', blob(layer), file], { encoding: 'utf8' }));
    return found.filter(({ status }: { status: number }) => status === 0).map(({ stdout }: { stdout: string }) => stdout).pop();
  }

  /** What the build script has asked of docker. */
  public get calls(): string {
    return fs.readFileSync(path.join(this.registry, 'calls'), 'utf8');
  }

  public close(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A BuildKit that has never built anything. It listens on a socket in its own folder. */
class Daemon {
  public readonly address: string;
  private readonly process: ChildProcess;

  constructor(private readonly tools: BuildKitTools, private readonly root: string) {
    fs.mkdirSync(root);
    this.address = `unix://${path.join(root, 'socket')}`;
    this.process = spawn(tools.path('buildkitd'), [
      '--root', path.join(root, 'state'), '--addr', this.address, '--config', '/dev/null', '--containerd-worker=false',
    ], { stdio: 'ignore' });
  }

  public async ready(): Promise<void> {
    for (let looks = 1; spawnSync(this.tools.path('buildctl'), ['--addr', this.address, 'debug', 'workers']).status !== 0; looks++) {
      if (looks === 300 || this.process.exitCode !== null || this.process.signalCode !== null) {
        throw new Error('buildkitd does not start');
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  public async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = new Promise((resolve) => this.process.once('exit', resolve));
      this.process.kill();
      await ended;
    }
    spawnSync('rm', ['-rf', this.root]); // of a folder that holds whole file systems, quicker than Node by far
  }
}
