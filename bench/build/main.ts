import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { ImageBuild, LayerCache } from '../../src';
import { Builds } from '../../test/build/support/builds';
import { localBase } from '../../test/container/base-image';
import { output } from '../../test/container/command';
import { NPM_FOLDER, writeNpmSettings } from '../../test/container/machine';
import { BuildKitTools } from '../../test/support/buildkit-tools';
import { ROOT } from '../root';
import { ratios, spread } from '../statistics';

const ROUNDS = 5;
const BASE = 'localhost/twelve-factor-base';
const SERVICE = path.join(ROOT, 'assets', 'service');

/**
 * What it costs in build time that nothing is shared between commits: the pipeline's own build script on the bundled service, tests and image, with a
 * real BuildKit that has just started. In each round one source file has changed. The base image is here already, and pushing it, pulling a cache from
 * a registry and starting a builder in a container are not counted: the last two are what a shared cache costs and the default does not.
 */
async function main(): Promise<void> {
  const tools = new BuildKitTools();
  const missing = tools.missing();
  if (missing) throw new Error(`The build is not measured: ${missing}`);
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'bench-build-'));
  const builds: Builds[] = [];
  try {
    const options = base(folder);
    const seconds = new Map<LayerCache, number[]>();
    const kinds = [LayerCache.none(), LayerCache.shared()];
    const subjects = kinds.map((layerCache) => ({ layerCache, builds: new Builds(tools, options) }));
    builds.push(...subjects.map((one) => one.builds));
    for (let round = 0; round <= ROUNDS; round++) {
      for (const subject of subjects) {
        const began = Date.now();
        await subject.builds.build(ImageBuild.dockerfile({
          testTarget: 'test', target: 'runtime', layerCache: subject.layerCache, buildArgs: { NODE_IMAGE: 'base' },
        }), `commit${round}`, (codebase) => commit(codebase, round));
        if (round > 0) seconds.set(subject.layerCache, [...seconds.get(subject.layerCache) ?? [], (Date.now() - began) / 1000]); // the first fills the cache
        console.log(`round ${round}: ${subject.layerCache.isShared ? 'shared' : 'none'} ${((Date.now() - began) / 1000).toFixed(1)} s`);
      }
    }
    const [none, shared] = kinds.map((kind) => seconds.get(kind)!);
    const ratio = ratios(none, shared);
    console.log(`LayerCache.none(): ${spread(none).median.toFixed(1)} s; LayerCache.shared(): ${spread(shared).median.toFixed(1)} s; `
      + `ratio ${ratio.median.toFixed(1)} (${ratio.low.toFixed(1)} to ${ratio.high.toFixed(1)}), ${ROUNDS} rounds`);
  } finally {
    builds.forEach((one) => one.close());
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** A base image where buildctl finds it, with what npm needs to reach its registry from here. */
function base(folder: string): string[] {
  const buildah = (...args: string[]) => output('buildah', ['--root', path.join(folder, 'storage'), '--runroot', path.join(folder, 'run'), ...args],
    { ...process.env, BUILDAH_ISOLATION: 'chroot' });
  localBase(buildah, BASE);
  const settings = path.join(folder, 'npm');
  fs.mkdirSync(settings);
  writeNpmSettings(settings);
  const container = buildah('from', '--pull-never', BASE);
  buildah('copy', container, settings, NPM_FOLDER);
  buildah('commit', '--rm', container, BASE);
  const layout = path.join(folder, 'base');
  buildah('push', BASE, `oci:${layout}`);
  const { manifests: [{ digest }] } = JSON.parse(fs.readFileSync(path.join(layout, 'index.json'), 'utf8'));
  return ['--oci-layout', `base=${layout}`, '--opt', `context:base=oci-layout://base@${digest}`];
}

function commit(codebase: string, round: number): void {
  fs.cpSync(SERVICE, codebase, { recursive: true, filter: (file) => !/\/(node_modules|dist)$/.test(file) });
  fs.appendFileSync(path.join(codebase, 'src', 'app.ts'), `// round ${round}\n`);
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
