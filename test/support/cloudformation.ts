/** What CloudFormation makes of a template's conditions: enough of it to say what a release does. */
export function withRelease(template: any, released: boolean): any {
  const [condition] = Object.entries(template.Conditions).find(([, expression]) => JSON.stringify(expression).includes('"none"'))!;
  const resolve = (value: any): any => {
    if (Array.isArray(value)) {
      return value.map(resolve).filter((one) => one !== undefined);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (value['Fn::If']?.[0] === condition) {
      return resolve(value['Fn::If'][released ? 1 : 2]);
    }
    if (value.Ref === 'AWS::NoValue') {
      return undefined;
    }
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(each)]).filter(([, each]) => each !== undefined));
  };
  return resolve(template.Resources);
}

/** The logical names of what an update changes when this parameter changes: what refers to it, to its conditions, or to what is replaced. */
export function affectedBy(template: any, parameter: string): string[] {
  const names = new Set([parameter, ...Object.entries(template.Conditions ?? {})
    .filter(([, expression]) => refersTo(expression, new Set([parameter]))).map(([name]) => name)]);
  const affected = new Set<string>();
  for (let before = -1; before !== affected.size;) {
    before = affected.size;
    for (const [id, resource] of Object.entries<any>(template.Resources)) {
      const replaced = new Set([...affected].filter((one) => REPLACED.includes(template.Resources[one].Type)));
      if (refersTo(resource.Properties, new Set([...names, ...replaced]))) {
        affected.add(id);
      }
    }
  }
  return [...affected];
}

/** What CloudFormation replaces rather than updates: everything that refers to it changes too. */
const REPLACED = ['AWS::ECS::TaskDefinition'];

/** Whether a value names one of these, as a resource or as a condition. */
export function refersTo(value: any, names: Set<string>): boolean {
  if (Array.isArray(value)) {
    return value.some((one) => refersTo(one, names));
  }
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return names.has(value.Ref) || names.has(value['Fn::If']?.[0]) || names.has(value['Fn::GetAtt']?.[0]) || Object.values(value).some((one) => refersTo(one, names));
}

/** What a template refers to and does not have. */
export function dangling(template: any): string[] {
  const known = new Set([...Object.keys(template.Resources), ...Object.keys(template.Parameters ?? {})]);
  return referencesIn(template.Resources).filter((one) => !known.has(one) && !one.startsWith('AWS::'));
}

function referencesIn(part: any): string[] {
  if (typeof part !== 'object' || part === null) {
    return [];
  }
  const own = [part.Ref, [part['Fn::GetAtt']].flat()[0], ...[part.DependsOn].flat()].filter((one): one is string => typeof one === 'string');
  return [...own, ...Object.values(part).flatMap(referencesIn)];
}
