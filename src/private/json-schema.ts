import type Ajv from 'ajv-draft-04';
import type { ErrorObject } from 'ajv-draft-04';
import { Token } from 'aws-cdk-lib';
import { Problems } from './problems';

const OPTIONS = { allErrors: true, strict: false, verbose: true, logger: false, validateFormats: false } as const;

/** Knows what a schema is, which takes ten times as long to learn as a schema itself. */
let standard: Ajv | undefined;

/** Notes a mistake when this is not a JSON schema of draft 4, the one that AppConfig knows. */
export function checkIsSchema(problems: Problems, where: string, schema: object): void {
  compile(schema, (reason) => problems.add(`${where} is not a valid JSON schema of draft 4: ${reason}`));
}

/** Notes every place where values break their schema. What is only known at deployment passes; so does a schema that is none. */
export function checkValid(problems: Problems, where: string, values: object, schema: object): void {
  const validate = compile(schema, () => {});
  validate?.(values);
  for (const error of validate?.errors ?? []) {
    problems.unless(error.keyword !== 'required' && holdsToken(error.data), describe(where, error));
  }
}

function compile(schema: object, fail: (reason: string) => void) {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded for those who have a schema: an import would load it with the package
  const { default: Draft4 } = require('ajv-draft-04') as typeof import('ajv-draft-04');
  standard ??= new Draft4(OPTIONS);
  try {
    void standard.validateSchema(schema, true); // throws; a promise comes only of schemas that say they are asynchronous
    return new Draft4({ ...OPTIONS, validateSchema: false }).compile(schema);
  } catch (error) {
    fail((error as Error).message);
    return undefined;
  }
}

function describe(where: string, error: ErrorObject): string {
  const allowed = error.params.allowedValues ?? error.params.additionalProperty;
  return `${where}${error.instancePath.replace(/\//g, '.')} breaks the schema: it ${error.message}` +
    `${allowed === undefined ? '' : ` (${JSON.stringify(allowed)})`}, but is ${JSON.stringify(error.data)}; change the value or config.dynamic.schema`;
}

function holdsToken(value: unknown): boolean {
  return Token.isUnresolved(value) || Array.isArray(value) && value.some(holdsToken);
}
