import { evaluate } from './evaluate';
import { Template } from './template';
import { mapOf, Value, ValueMap } from './value';

/** One resource of a template, as rules read it. */
export class Resource {
  public readonly type: string;
  private evaluated?: ValueMap;

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

  /** An attribute beside the properties, such as `DeletionPolicy` or `DependsOn`. */
  public attribute(name: string): Value {
    return this.body[name];
  }

  /** One property by its path, such as `DeploymentConfiguration.MinimumHealthyPercent`. */
  public get(path: string): Value {
    return path.split('.').reduce<Value>((value, name) => mapOf(value)[name], this.properties);
  }

  /** The resources of the same template that a property mentions, at any depth and also within a text. */
  public mentions(property: string): Resource[] {
    return this.mentioned(this.body.Properties?.[property]);
  }

  /** The same for all properties, and for `DependsOn`. */
  public mentionsAnywhere(): Resource[] {
    return this.mentioned([this.body.Properties, [this.body.DependsOn ?? []].flat().map((id) => ({ Ref: id }))]);
  }

  private mentioned(part: any): Resource[] {
    const ids = new Set<string>();
    collectIds(part, ids);
    return [...ids].map((id) => this.template.resource(id)).filter((one): one is Resource => one !== undefined);
  }
}

function collectIds(part: any, ids: Set<string>): void {
  if (typeof part !== 'object' || part === null) {
    return;
  }
  if (typeof part.Ref === 'string') {
    ids.add(part.Ref);
  }
  if (part['Fn::GetAtt']) {
    ids.add([part['Fn::GetAtt']].flat()[0].split('.')[0]);
  }
  if (part['Fn::Sub']) {
    for (const [, id] of String([part['Fn::Sub']].flat()[0]).matchAll(/\$\{([^!}.]+)[^}]*\}/g)) {
      ids.add(id);
    }
  }
  Object.values(part).forEach((one) => collectIds(one, ids));
}
