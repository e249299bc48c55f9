import * as fs from 'fs';
import * as path from 'path';
import { EXAMPLE_NAMES, exampleTemplates } from '../../support/example-assemblies';
import { ROOT } from '../../support/snippets';

/** Where the templates of the examples are kept, a file each: <example>/<stack>.json. */
export const SNAPSHOTS = 'test/stability/snapshots';

/** Templates by the name of their file. */
export type Snapshots = { [file: string]: any };

/** What the examples synthesise now, as it is kept: without the hashes of bundled files, so that a change of a file leaves the templates alone. */
export function currentSnapshots(): Snapshots {
  return Object.fromEntries(EXAMPLE_NAMES.flatMap((example) => (
    Object.entries(exampleTemplates(example)).map(([stack, template]) => [`${example}/${stack}.json`, withoutHashes(template)])
  )));
}

/** What is kept. */
export function keptSnapshots(): Snapshots {
  const folder = path.join(ROOT, SNAPSHOTS);
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json')).sort();
  return Object.fromEntries(files.map((file) => [file, JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'))]));
}

/** Keeps what the examples synthesise now, and nothing else. */
export function keepSnapshots(snapshots: Snapshots): void {
  const folder = path.join(ROOT, SNAPSHOTS);
  fs.rmSync(folder, { recursive: true, force: true });
  for (const [file, template] of Object.entries(snapshots)) {
    fs.mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), `${JSON.stringify(template, null, 1)}\n`);
  }
}

function withoutHashes(template: any): any {
  return JSON.parse(JSON.stringify(template).replace(/\b[0-9a-f]{64}\b/g, '<hash>'));
}
