import Ajv from 'ajv-draft-04';
import { Token } from 'aws-cdk-lib';
import { Problems } from './problems';

/**
 * Notes every place where values break their JSON schema (draft 4, the one that AppConfig knows). What is only known at deployment passes.
 */
export function checkSchema(problems: Problems, where: string, values: object, schema: object): void {
  const ajv = new Ajv({ allErrors: true, strict: false, verbose: true, logger: false, validateFormats: false });
  let validate;
  try {
    validate = ajv.compile(schema);
  } catch (error) {
    problems.add(`config.dynamic.schema is not a valid JSON schema of draft 4: ${(error as Error).message}`);
    return;
  }
  validate(values);
  for (const error of validate.errors ?? []) {
    problems.unless(!holdsToken(error.data) || error.keyword === 'required',
      `${where}${error.instancePath.replace(/\//g, '.')} breaks the schema: it ${error.message}${details(error.params)}, ` +
      `but is ${JSON.stringify(error.data)}; change the value or config.dynamic.schema`);
  }
}

function holdsToken(value: unknown): boolean {
  return Token.isUnresolved(value) || Array.isArray(value) && value.some(holdsToken);
}

function details(params: Record<string, unknown>): string {
  const told = params.allowedValues ?? params.additionalProperty;
  return told === undefined ? '' : ` (${JSON.stringify(told)})`;
}
