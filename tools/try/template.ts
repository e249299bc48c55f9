/** A resource that an engine does not take. */
export interface LeftOut {
  readonly logicalId: string;
  readonly type: string;
  /** Why, where it is not the type. */
  readonly because?: string;
}

/**
 * A template without some resources. Parameters, conditions and all other resources stay as they are; what refers to a resource that is left out
 * refers to its name instead.
 */
export function without(template: any, leftOut: LeftOut[]): any {
  const gone = new Set(leftOut.map(({ logicalId }) => logicalId));
  const kept = Object.entries<any>(template.Resources).filter(([id]) => !gone.has(id));
  return {
    ...template,
    Resources: Object.fromEntries(kept.map(([id, { DependsOn, ...resource }]) => {
      const dependsOn = [DependsOn ?? []].flat().filter((each) => !gone.has(each));
      return [id, { ...literalWhere(gone, resource), ...dependsOn.length > 0 ? { DependsOn: dependsOn } : {} }];
    })),
    ...template.Outputs ? { Outputs: literalWhere(gone, template.Outputs) } : {},
  };
}

function literalWhere(gone: Set<string>, value: any): any {
  if (Array.isArray(value)) {
    return value.map((each) => literalWhere(gone, each));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const attribute = [value['Fn::GetAtt']].flat();
  const [id, name] = value.Ref ? [value.Ref, ''] : attribute.length === 1 ? String(attribute[0]).split('.') : attribute;
  if (gone.has(id)) {
    return literal(id, name);
  }
  if (value['Fn::Sub'] !== undefined) {
    return { 'Fn::Sub': literalWhere(gone, withoutVariables(gone, value['Fn::Sub'])) };
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, literalWhere(gone, each)]));
}

function withoutVariables(gone: Set<string>, sub: any): any {
  const replace = (text: string) => text.replace(/\$\{(\w+)(?:\.([\w.]+))?\}/g, (variable, id, name) => gone.has(id) ? literal(id, name ?? '') : variable);
  return Array.isArray(sub) ? [replace(sub[0]), ...sub.slice(1)] : replace(sub);
}

function literal(id: string, attribute: string): string {
  return /Arn$/.test(attribute) ? `arn:aws:left-out:eu-west-1:123456789012:${id}` : `left-out-${id}`;
}
