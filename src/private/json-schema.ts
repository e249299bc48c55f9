import Ajv, { ErrorObject } from 'ajv-draft-04';
import { Token } from 'aws-cdk-lib';
import { Problems } from './problems';

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
  try {
    return new Ajv({ allErrors: true, strict: false, verbose: true, logger: false, validateFormats: false }).compile(schema);
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
