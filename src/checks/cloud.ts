import * as fs from 'fs';
import { Resource } from './resource';
import { Template } from './template';
import { Reference, Undecided, Value } from './value';

/** Where a template is, and the stack that it is of. */
export interface TemplateFile {
  readonly stackConstructPath: string;
  readonly templatePath: string;
}

/** All templates of an app together, as rules read them. */
export class Cloud {
  /** Reads the templates that CDK has written. */
  public static read(files: TemplateFile[]): Cloud {
    return new Cloud(files.map(({ stackConstructPath, templatePath }) => (
      { name: stackConstructPath, path: templatePath, body: JSON.parse(fs.readFileSync(templatePath, 'utf8')) }
    )));
  }

  public readonly templates: Template[];
  private readonly byType = new Map<string, Resource[]>();

  constructor(templates: { name: string; path: string; body: any }[]) {
    this.templates = templates.map(({ name, path, body }) => new Template(name, path, body, (wanted) => this.findExport(wanted)));
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
    return value instanceof Reference ? this.templates.find((one) => one.name === value.template)?.resource(value.logicalId) : undefined;
  }

  private findExport(name: string): Value {
    for (const template of this.templates) {
      const value = template.exported(name);
      if (value !== undefined) {
        return value;
      }
    }
    return Undecided.VALUE;
  }
}
