import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';

/** A stack of an assembly. */
export interface AssemblyStack {
  readonly name: string;
  /** As the CDK CLI selects it. */
  readonly displayName: string;
  readonly folder: string;
  readonly file: string;
  readonly template: any;
}

/** What `cdk synth` has written. Templates can be edited: the CLI then publishes them anew, as it goes by their hashes. */
export class Assembly {
  constructor(public readonly folder: string) {}

  public get stacks(): AssemblyStack[] {
    return this.folders(this.folder).flatMap((folder) => Object.values<any>(readJson(path.join(folder, 'manifest.json')).artifacts ?? {})
      .filter(({ type }) => type === 'aws:cloudformation:stack')
      .map(({ displayName, properties: { stackName, templateFile } }) => {
        const file = path.join(folder, templateFile);
        return { name: stackName, displayName: displayName ?? stackName, folder, file, template: readJson(file) };
      }));
  }

  /** The same in another folder, each template edited. */
  public copy(folder: string, edit: (stack: AssemblyStack) => any): Assembly {
    fs.cpSync(this.folder, folder, { recursive: true });
    const copied = new Assembly(folder);
    copied.stacks.forEach((stack) => replace(stack, edit(stack)));
    return copied;
  }

  private folders(folder: string): string[] {
    const nested = Object.values<any>(readJson(path.join(folder, 'manifest.json')).artifacts ?? {}).filter(({ type }) => type === 'cdk:cloud-assembly');
    return [folder, ...nested.flatMap(({ properties }) => this.folders(path.join(folder, properties.directoryName)))];
  }
}

/** Writes a template, and its new hash wherever the old one is: in the manifest and in the list of what is to be published. */
function replace({ folder, file }: AssemblyStack, template: any): void {
  const before = sourceHash(folder, path.basename(file));
  const text = JSON.stringify(template, undefined, 1);
  fs.writeFileSync(file, text);
  if (before === undefined) {
    return; // a stack whose template is not published as an asset
  }
  const now = createHash('sha256').update(text).digest('hex');
  for (const name of fs.readdirSync(folder).filter((each) => each === 'manifest.json' || each.endsWith('.assets.json'))) {
    const one = path.join(folder, name);
    fs.writeFileSync(one, fs.readFileSync(one, 'utf8').split(before).join(now));
  }
}

function sourceHash(folder: string, templateFile: string): string | undefined {
  const lists = fs.readdirSync(folder).filter((name) => name.endsWith('.assets.json')).map((name) => readJson(path.join(folder, name)));
  const files = lists.flatMap((list) => Object.entries<any>(list.files ?? {}));
  return files.find(([, { source }]) => source?.path === templateFile)?.[0];
}

function readJson(file: string): any {
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}
