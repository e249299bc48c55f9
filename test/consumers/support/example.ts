import * as fs from 'fs';
import * as path from 'path';
import { run } from './run';

/** What an example synthesises: all that can be compared between languages. */
export interface Synthesised {
  /** The stacks in their order, each with the stacks and assets that it depends on. */
  readonly stacks: { id: string; stackName: string; dependencies: string[] }[];
  /** The whole template of each stack, by the stack's id. */
  readonly templates: { [id: string]: unknown };
  /** The files of each asset, by the asset's display name. */
  readonly assets: { [displayName: string]: string[] };
}

/**
 * Synthesises an example as the CDK CLI would: with the command and the context of its cdk.json. The CLI itself is left out, since it adds
 * what is not the example's own, such as the resource CDKMetadata, which tells the language.
 */
export async function synthesise(example: string, outdir: string, programs: string, env: { [name: string]: string } = {}): Promise<Synthesised> {
  const cdkJson = readJson(path.join(example, 'cdk.json'));
  await run('sh', ['-c', cdkJson.app], { // by a shell, as the CLI has it
    cwd: example,
    env: {
      PATH: `${programs}${path.delimiter}${process.env.PATH}`,
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify(cdkJson.context),
      ...env,
    },
  });
  return readAssembly(outdir);
}

function readAssembly(outdir: string): Synthesised {
  const artifacts: [string, any][] = Object.entries(readJson(path.join(outdir, 'manifest.json')).artifacts);
  const stacks = artifacts.filter(([_, artifact]) => artifact.type === 'aws:cloudformation:stack');
  const assets = artifacts.filter(([_, artifact]) => artifact.type === 'cdk:asset-manifest');
  return {
    stacks: stacks.map(([id, { properties, dependencies }]) => ({ id, stackName: properties.stackName, dependencies })),
    templates: Object.fromEntries(stacks.map(([id, { properties }]) => [id, readJson(path.join(outdir, properties.templateFile))])),
    assets: Object.fromEntries(assets.flatMap(([_, { properties }]) => readAssets(outdir, properties.file))),
  };
}

function readAssets(outdir: string, manifest: string): [string, string[]][] {
  const files: { displayName: string; source: { path: string } }[] = Object.values(readJson(path.join(outdir, manifest)).files);
  return files.map(({ displayName, source }) => [displayName, filesBelow(path.join(outdir, source.path))]);
}

function filesBelow(place: string): string[] {
  if (!fs.statSync(place).isDirectory()) {
    return [path.extname(place)]; // the name of a single file is its hash, which the templates tell
  }
  const below = fs.readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return below.map((entry) => path.relative(place, path.join(entry.parentPath, entry.name))).sort();
}

function readJson(file: string): any {
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}
