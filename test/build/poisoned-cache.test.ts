import * as fs from 'fs';
import * as path from 'path';
import { Builds } from './support/builds';
import { ImageBuild, LayerCache } from '../../src';
import { BuildKitTools } from '../support/buildkit-tools';

/** An app that is compiled with a cache mount, as the documentation of Docker advises for compilers and package managers. */
const APP = [
  'FROM scratch AS build',
  'COPY tool /tool',
  'RUN --mount=type=cache,target=/cache ["/tool", "compile", "/cache/object", "/app"]',
];
const RUNTIME = ['FROM scratch AS runtime', 'COPY --from=build /app /app'];
/** A commit that somebody has approved. */
const GOOD = [...APP, 'FROM scratch AS test', 'COPY tool /tool', ...RUNTIME].join('\n');
/** A commit that nobody has approved. Its test alone is another, and no stage of the image reads it. */
const EVIL = [
  ...APP, 'FROM scratch AS test', 'COPY tool /tool', 'RUN --mount=type=cache,target=/cache ["/tool", "write", "/cache/object", "BACKDOOR"]', ...RUNTIME,
].join('\n');

const tools = new BuildKitTools();
const missing = tools.missing();
if (missing !== undefined && process.env.REQUIRE_BUILDKIT) {
  throw new Error(`REQUIRE_BUILDKIT is set, and ${missing}`);
}
if (missing !== undefined) {
  process.stdout.write(`  the poisoned cache: skipped, because ${missing}\n`);
}

(missing === undefined ? describe : describe.skip)('a commit that poisons its build, then one that is approved', () => {
  let builds: Builds;
  beforeEach(() => {
    builds = new Builds(tools);
  });
  afterEach(() => builds.close());

  const commit = (dockerfile: string) => (codebase: string) => {
    tools.compile(path.join(__dirname, 'support', 'tool.go'), path.join(codebase, 'tool'));
    fs.writeFileSync(path.join(codebase, 'Dockerfile'), dockerfile);
  };
  const play = async (layerCache?: LayerCache) => {
    const imageBuild = ImageBuild.dockerfile({ testTarget: 'test', target: 'runtime', layerCache });
    await builds.build(imageBuild, 'evil', commit(EVIL));
    const output = await builds.build(imageBuild, 'good', commit(GOOD));
    return { evil: builds.read('evil', 'app'), good: builds.read('good', 'app'), cached: /^#(\d+) \[runtime 1\/1\] COPY [^]*^#\1 CACHED$/m.test(output) };
  };

  test('by default the approved one is built from its own code alone', async () => {
    expect(await play()).toEqual({ evil: 'BACKDOOR', good: 'clean object', cached: false });
    expect(builds.calls).not.toMatch(/cache|create/);
  }, 120_000);

  test('with LayerCache.shared() its image has what the other one left: the risk that the warning names', async () => {
    expect(await play(LayerCache.shared())).toEqual({ evil: 'BACKDOOR', good: 'BACKDOOR', cached: true });
  }, 120_000);
});
