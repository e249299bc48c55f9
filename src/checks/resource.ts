import { evaluate } from './evaluate';
import { Template } from './template';
import { mapOf, Value, ValueMap } from './value';

/** One resource of a template, as rules read it. */
export class Resource {
  public readonly type: string;
  private evaluated?: ValueMap;
  private neighbours?: Resource[];
  private readonly mentionedBy = new Map<string, Resource[]>();

  constructor(
    /** The template that it is in. */
    public readonly template: Template,
    /** Its name in the template. */
    public readonly logicalId: string,
    private readonly body: any,
  ) {
    this.type = body.Type;
  }

  /** Its properties, worked out as far as they can be before deployment. */
  public get properties(): ValueMap {
    return this.evaluated ??= mapOf(evaluate(this.body.Properties ?? {}, this.template));
  }

  /** One property by its path, such as `DeploymentConfiguration.MinimumHealthyPercent`. */
  public get(path: string): Value {
    return path.split('.').reduce<Value>((value, name) => mapOf(value)[name], this.properties);
  }

  /** A property as the template has it, its functions included: to say whether two are the same, decided or not. */
  public written(property: string): string {
    return JSON.stringify(this.body.Properties?.[property] ?? null);
  }

  /** The resources that a property mentions, at any depth, also within a text and across templates. */
  public mentions(property: string): Resource[] {
    const found = this.mentionedBy.get(property) ?? this.mentioned(this.body.Properties?.[property]);
    this.mentionedBy.set(property, found);
    return found;
  }

  /** The same for all properties, and for `DependsOn`. */
  public mentionsAnywhere(): Resource[] {
    return this.neighbours ??= this.mentioned([this.body.Properties, [this.body.DependsOn ?? []].flat().map((id) => ({ Ref: id }))]);
  }

  private mentioned(part: any): Resource[] {
    const found = new Set<Resource>();
    collect(part, this.template, found);
    return [...found];
  }
}

function collect(part: any, template: Template, found: Set<Resource>): void {
  if (typeof part !== 'object' || part === null) {
    return;
  }
  for (const id of idsIn(part)) {
    const resource = template.resource(id);
    if (resource) {
      found.add(resource);
    }
  }
  if ('Fn::ImportValue' in part || 'Fn::GetStackOutput' in part) {
    const elsewhere = template.target(evaluate(part, template));
    if (elsewhere) {
      found.add(elsewhere);
    }
  }
  Object.values(part).forEach((one) => collect(one, template, found));
}

function idsIn(part: any): string[] {
  const attribute = part['Fn::GetAtt'];
  return [
    ...typeof part.Ref === 'string' ? [part.Ref] : [],
    ...attribute ? [String([attribute].flat()[0]).split('.')[0]] : [],
    ...part['Fn::Sub'] ? [...String([part['Fn::Sub']].flat()[0]).matchAll(/\$\{([^!}.]+)[^}]*\}/g)].map(([, id]) => id) : [],
  ];
}
