import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { localBase } from './base-image';
import { output } from './command';
import { Engine, ImageSize, Run } from './engine';
import { NPM_FOLDER, writeNpmSettings } from './machine';
import { ImageConfig, runtimeConfig } from './runtime-bundle';
import { Child } from '../../examples/demo/child';

const IMAGE = 'localhost/twelve-factor-service';
const BASE = 'localhost/twelve-factor-base'; // no digest: the settings of npm are added to it

/** buildah builds, runc runs; as root, with no daemon, and with a storage of its own that is gone afterwards. */
export class Buildah implements Engine {
  readonly name = `${output('buildah', ['--version']).split(' (')[0]} and ${output('runc', ['--version']).split('\n')[0]}`;
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'twelve-factor-container-'));
  private mounted?: string;
  private runs = 0;

  /** The registry's if it can be had, else one that is made here. */
  prepareBase(base: string): string {
    const origin = this.pull(base) ?? localBase((...args) => this.buildah(...args), BASE);
    this.configureNpm(BASE);
    return origin;
  }

  build(folder: string, target: string): void {
    this.buildah('build', '--pull-never', '--build-arg', `NODE_IMAGE=${BASE}`, '--target', target, '--tag', IMAGE, folder);
  }

  labelled(label: string): string {
    const image = `${IMAGE}:${label.toLowerCase()}`;
    const container = this.buildah('from', '--pull-never', IMAGE);
    this.buildah('config', '--label', `build=${label}`, container);
    this.buildah('commit', '--quiet', '--rm', container, image);
    return image;
  }

  sizes(): ImageSize[] {
    return [this.compressed(), { what: 'unpacked', beyondBase: bytesBelow(path.join(this.rootfs(), 'app')), total: bytesBelow(this.rootfs()) }];
  }

  start(run: Run): Child {
    const bundle = path.join(this.folder, `bundle-${this.runs++}`);
    mkdirSync(bundle);
    writeFileSync(path.join(bundle, 'config.json'), JSON.stringify(runtimeConfig(this.inspect(IMAGE).OCIv1.config, this.rootfs(), run)));
    const id = `${path.basename(this.folder)}-${this.runs}`;
    return Child.start(run.name, 'runc', ['--root', path.join(this.folder, 'runc'), 'run', '--bundle', bundle, id], { cwd: bundle, env: process.env });
  }

  /** Where podman finds the images, too: the two share one form of storage. */
  get storage(): string[] {
    return ['--root', path.join(this.folder, 'storage'), '--runroot', path.join(this.folder, 'run')];
  }

  close(): void {
    if (this.mounted) this.buildah('umount', '--all');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** In the storage of this run only. */
  private configureNpm(base: string): void {
    const settings = path.join(this.folder, 'npm');
    mkdirSync(settings);
    writeNpmSettings(settings);
    const container = this.buildah('from', '--pull-never', base);
    this.buildah('copy', container, settings, NPM_FOLDER);
    this.buildah('commit', '--rm', container, base);
  }

  private rootfs(): string {
    this.mounted ??= this.buildah('mount', this.buildah('from', '--pull-never', IMAGE));
    return this.mounted;
  }

  private pull(base: string): string | undefined {
    try {
      this.buildah('tag', this.buildah('pull', base), BASE);
      return 'as its registry has it';
    } catch {
      return undefined;
    }
  }

  private inspect(image: string): { OCIv1: { config: ImageConfig; rootfs: { diff_ids: string[] } } } {
    return JSON.parse(this.buildah('inspect', '--type', 'image', image));
  }

  private compressed(): ImageSize {
    const folder = path.join(this.folder, 'oci');
    this.buildah('push', IMAGE, `oci:${folder}`);
    const read = (digest: string) => JSON.parse(readFileSync(path.join(folder, 'blobs', ...digest.split(':')), 'utf8'));
    const index = JSON.parse(readFileSync(path.join(folder, 'index.json'), 'utf8'));
    const layers = read(index.manifests[0].digest).layers.map(({ size }: { size: number }) => size);
    const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0);
    return { what: 'to pull', beyondBase: sum(layers.slice(this.inspect(BASE).OCIv1.rootfs.diff_ids.length)), total: sum(layers) };
  }

  /** chroot isolation needs no more than root. */
  private buildah(...args: string[]): string {
    return output('buildah', [...this.storage, ...args], { ...process.env, BUILDAH_ISOLATION: 'chroot' });
  }
}

function bytesBelow(folder: string): number {
  return Number(output('du', ['--summarize', '--bytes', '--one-file-system', folder]).split('\t')[0]);
}
