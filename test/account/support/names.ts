import { names, Schema, schemaOf } from './schemas';

/** Names that the schema does not show to be one: what else it is called. */
const CALLED_OTHERWISE: { [type: string]: string } = {
  'AWS::ECS::TaskDefinition': 'Family',
};

const found = new Map<string, string | undefined>();

/**
 * The property that holds the name under which the service knows a resource, read from the schema: it is text, may be set, and is called after the type
 * (`Name`, `AlarmName` of a CompositeAlarm, `TableName` of a GlobalTable). Undefined where the service makes up an id.
 */
export function nameProperty(type: string): string | undefined {
  if (!found.has(type)) {
    found.set(type, CALLED_OTHERWISE[type] ?? nameIn(type, schemaOf(type)));
  }
  return found.get(type);
}

function nameIn(type: string, schema: Schema | undefined): string | undefined {
  if (!schema) {
    return undefined;
  }
  const words = type.split('::')[2].match(/[A-Z]+(?![a-z])|[A-Z][a-z0-9]*/g) ?? [];
  const candidates = ['Name', ...words.map((_, index) => `${words.slice(index).join('')}Name`)];
  const readOnly = names(schema.readOnlyProperties);
  return candidates.find((one) => one in schema.properties && !readOnly.includes(one) && isText(schema, schema.properties[one]));
}

function isText(schema: Schema, property: any): boolean {
  const { type } = property.$ref ? schema.definitions![property.$ref.split('/').pop()] : property;
  return type === 'string' || Array.isArray(type) && type.includes('string');
}

/** How long the service lets such a name be; undefined where the schema does not say. */
export function longestName(type: string): number | undefined {
  const name = nameProperty(type);
  return name === undefined ? undefined : schemaOf(type)?.properties[name]?.maxLength;
}
