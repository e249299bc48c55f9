import * as fs from 'fs';
import * as path from 'path';

/** The newest version of an assembly that integ-runner 2.197.10 takes, the newest that there is. */
const READABLE = '53.0.0';

/**
 * Makes an assembly one that integ-runner can read, and that it reads in full:
 *
 * - Today's CDK calls its assemblies newer than the runner takes. What those of these tests hold is all within the older version, and the runner
 *   checks that itself: it validates each by the schema of that version.
 * - A test names its stacks by their paths, and the runner compares the templates of those that it finds by their ids, which differ for a stack
 *   inside of a construct: it would compare none of them, and say that nothing has changed. So each such stack goes by its id alone.
 * - It asks for the metadata of each stack, which is long, holds the paths of whoever synthesised, and is neither kept nor compared.
 *
 * @see https://github.com/aws/aws-cdk-cli/pull/677
 */
export function makeReadable(assembly: string): void {
  const ids = new Map<string, string>();
  rewrite(path.join(assembly, 'manifest.json'), (manifest) => {
    for (const [id, artifact] of Object.entries<any>(manifest.artifacts).filter(([, one]) => one.type === 'aws:cloudformation:stack')) {
      ids.set(artifact.displayName, id);
      artifact.displayName = id;
    }
    Object.values<any>(manifest.artifacts).forEach((artifact) => delete artifact.additionalMetadataFile);
  });
  rewrite(path.join(assembly, 'integ.json'), (manifest) => {
    for (const testCase of Object.values<any>(manifest.testCases)) {
      testCase.stacks = testCase.stacks.map((name: string) => ids.get(name));
      testCase.assertionStack = ids.get(testCase.assertionStack);
    }
  });
  fs.readdirSync(assembly).filter((file) => file.endsWith('.assets.json')).forEach((file) => rewrite(path.join(assembly, file), () => {}));
}

function rewrite(file: string, change: (manifest: any) => void): void {
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
  manifest.version = READABLE;
  change(manifest);
  fs.writeFileSync(file, JSON.stringify(manifest, null, 2));
}
