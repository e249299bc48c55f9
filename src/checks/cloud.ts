import * as fs from 'fs';
import { Resource } from './resource';
import { Others, Template } from './template';
import { Reference, Undecided, Value } from './value';

/** Where a template is, and the stack that it is of. */
export interface TemplateFile {
  readonly stackConstructPath: string;
  readonly templatePath: string;
}

/** All templates of an app together, as rules read them. */
export class Cloud implements Others {
  /** Reads the templates that CDK has written. */
  public static read(files: TemplateFile[]): Cloud {
    return new Cloud(files.map(({ stackConstructPath, templatePath }) => (
      { name: stackConstructPath, path: templatePath, body: JSON.parse(fs.readFileSync(templatePath, 'utf8')) }
    )));
  }

  /** The same of templates that are at hand, each under the path of its stack. */
  public static fromTemplates(templates: { [stackConstructPath: string]: any }): Cloud {
    return new Cloud(Object.entries(templates).map(([name, body]) => ({ name, path: `${name}.template.json`, body })));
  }

  public readonly templates: Template[];
  private readonly byName: Map<string, Template>;
  private readonly byType = new Map<string, Resource[]>();
  private exports?: Map<string, { template: Template; output: string }[]>;

  private constructor(templates: { name: string; path: string; body: any }[]) {
    this.templates = templates.map(({ name, path, body }) => new Template(name, path, body, this));
    this.byName = new Map(this.templates.map((one) => [one.name, one]));
    for (const resource of this.templates.flatMap((one) => one.resources)) {
      this.byType.set(resource.type, [...this.byType.get(resource.type) ?? [], resource]);
    }
  }

  /** All resources of these types, in all templates. */
  public all(...types: string[]): Resource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** The resource that a value refers to, in whatever template it is; nothing when that is not known. */
  public target(value: Value): Resource | undefined {
    return value instanceof Reference ? this.byName.get(value.template)?.resource(value.logicalId) : undefined;
  }

  public exported(name: string): Value {
    const found = (this.exports ??= this.collectExports()).get(name) ?? [];
    // Stacks in several places may export the same name: which one is meant, only the deployment knows.
    return found.length === 1 ? found[0].template.output(found[0].output) : Undecided.VALUE;
  }

  public output(stackName: string, outputName: string): Value {
    const holders = this.templates.filter((one) => one.output(outputName) !== undefined);
    const named = holders.filter((one) => one.name.replace(/\//g, '-') === stackName);
    const [found, another] = named.length > 0 ? named : holders;
    return found !== undefined && another === undefined ? found.output(outputName) : Undecided.VALUE;
  }

  private collectExports(): Map<string, { template: Template; output: string }[]> {
    this.exports = new Map(); // names of exports that themselves import something are not decided
    const found = new Map<string, { template: Template; output: string }[]>();
    for (const template of this.templates) {
      for (const { name, exportName } of template.outputs) {
        if (typeof exportName === 'string') {
          found.set(exportName, [...found.get(exportName) ?? [], { template, output: name }]);
        }
      }
    }
    return found;
  }
}
