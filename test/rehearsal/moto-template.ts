/** A template that moto can hold, and what had to be left out of it. */
export interface MotoTemplate {
  readonly body: any;
  readonly leftOut: { type: string; count: number }[];
}

/**
 * The same template without the resources of types that moto does not know. Parameters, conditions and outputs stay word by word; what refers
 * to a resource that is left out refers to its name instead, or to a zone where zones would be looked up.
 */
export function motoTemplate(template: any, known: string[]): MotoTemplate {
  const resources = Object.entries<any>(template.Resources);
  const kept = resources.filter(([, { Type }]) => known.includes(Type));
  const gone = resources.filter(([, { Type }]) => !known.includes(Type));
  const missing = new Set(gone.map(([id]) => id));
  const body = {
    ...template,
    Resources: Object.fromEntries(kept.map(([id, resource]) => [id, {
      ...literalWhere(missing, resource),
      DependsOn: [resource.DependsOn ?? []].flat().filter((each) => !missing.has(each)),
      Properties: runnableContainers(literalWhere(missing, resource.Properties ?? {})),
    }])),
    Outputs: literalWhere(missing, template.Outputs),
  };
  const types = [...new Set(gone.map(([, { Type }]) => Type as string))].sort();
  return { body, leftOut: types.map((type) => ({ type, count: gone.filter(([, { Type }]) => Type === type).length })) };
}

function literalWhere(missing: Set<string>, value: any): any {
  if (Array.isArray(value)) {
    return value.map((each) => literalWhere(missing, each));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const [target, attribute] = value.Ref ? [value.Ref, ''] : value['Fn::GetAtt'] ?? [];
  if (missing.has(target)) {
    const [, zone] = /^AvailabilityZones\.(\d)\.ZoneName$/.exec(attribute) ?? [];
    return zone !== undefined ? { 'Fn::Join': ['', [{ Ref: 'AWS::Region' }, 'abcdef'[Number(zone)]]] }
      : attribute === 'Arn' ? `arn:aws:left-out:eu-west-1:123456789012:${target}` : `left-out-${target}`;
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, literalWhere(missing, each)]));
}

/**
 * moto spells `Image` as the API's `image` when it creates a task definition, and forgets to when it updates one; and it runs no container
 * without a memory of its own.
 */
function runnableContainers(properties: any): any {
  if (!properties.ContainerDefinitions) {
    return properties;
  }
  const containers = properties.ContainerDefinitions.map((one: any) => ({ memory: Number(properties.Memory), ...inApiSpelling(one) }));
  return { ...properties, ContainerDefinitions: containers };
}

function inApiSpelling(value: any): any {
  if (Array.isArray(value)) {
    return value.map(inApiSpelling);
  }
  if (typeof value !== 'object' || value === null || isFunction(value)) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key[0].toLowerCase() + key.slice(1), inApiSpelling(each)]));
}

function isFunction(value: object): boolean {
  const [key] = Object.keys(value);
  return key === 'Ref' || Boolean(key?.startsWith('Fn::'));
}
