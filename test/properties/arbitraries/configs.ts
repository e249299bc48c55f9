import * as fc from 'fast-check';
import { anyText, orLate, textOf, variableName, WORD } from './text';
import { named, plain, Writer, Written } from '../support/written';

/** The variables of an app: some names, each with any value. */
export function variables(names: string[]): Writer<{ [name: string]: string }> {
  return named(names, () => orLate(anyText));
}

/** Names of variables, each once. */
export const variableNames: fc.Arbitrary<string[]> = fc.uniqueArray(variableName, { maxLength: 4 });

/** A key of the dynamic config. */
export const dynamicKey: fc.Arbitrary<string> = fc.oneof(textOf(WORD, 1, 8).map((text) => `K${text}`), fc.constantFrom('constructor', 'a-b', '_', 'required'));

/** One dynamic value, and what a schema may say of it. */
interface Kind {
  readonly schema: object;
  readonly value: Writer<unknown>;
}

const KINDS: Kind[] = [
  { schema: { type: 'string' }, value: orLate(anyText) },
  { schema: { type: 'integer', minimum: 0 }, value: plain(fc.nat()) },
  { schema: { type: 'number' }, value: plain(fc.double({ noNaN: true, noDefaultInfinity: true })) },
  { schema: { type: 'boolean' }, value: plain(fc.boolean()) },
  { schema: { enum: ['on', 'off'] }, value: plain(fc.constantFrom('on', 'off')) },
  { schema: { type: 'array', items: { type: 'string' }, maxItems: 3 }, value: plain(fc.array(anyText, { maxLength: 3 })) },
  { schema: {}, value: plain(fc.jsonValue({ maxDepth: 2, stringUnit: 'grapheme' })) },
];

/** Dynamic values, others for the same keys, and a schema that both keep to. */
export interface Dynamic {
  readonly values: Written<{ [key: string]: unknown }>;
  readonly others: Written<{ [key: string]: unknown }>;
  readonly schema: Written<{ [key: string]: unknown }>;
}

export const dynamic: fc.Arbitrary<Dynamic> = fc.uniqueArray(fc.record({ key: dynamicKey, kind: fc.constantFrom(...KINDS) }), {
  maxLength: 4, selector: ({ key }) => key,
}).chain((fields) => fc.record({
  values: named(fields.map(({ key }) => key), (key) => fields.find((one) => one.key === key)!.kind.value),
  others: named(fields.map(({ key }) => key), (key) => fields.find((one) => one.key === key)!.kind.value),
  schema: fc.record({
    additionalProperties: fc.boolean(),
    required: fc.subarray(fields.map(({ key }) => key), { minLength: Math.min(1, fields.length) }),
  }).map(({ additionalProperties, required }) => schemaOf(fields, additionalProperties, required)),
}));

function schemaOf(fields: { key: string; kind: Kind }[], additionalProperties: boolean, required: string[]): Written<{ [key: string]: unknown }> {
  const schema = {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ key, kind }) => [key, kind.schema])),
    additionalProperties,
    ...(required.length > 0 ? { required } : {}),
  };
  return new Written(JSON.stringify(schema), () => schema);
}
