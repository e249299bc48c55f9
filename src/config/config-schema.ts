import { Aws } from 'aws-cdk-lib';
import { checkValid } from '../private/json-schema';
import { sortedDeep } from '../private/order';
import { Problems } from '../private/problems';

/** Notes where an environment's values break the schema. Handles are known at deployment only: any token stands for them. */
export function checkValues(problems: Problems, where: string, values: object, schema: object, handles: string[]): void {
  const present = Object.fromEntries(handles.map((key) => [key, Aws.STACK_NAME]));
  checkValid(problems, where, { ...present, ...values }, withHandles(schema, handles));
}

/** The schema, with every handle as a required string unless it says something else of it. */
export function withHandles(schema: { [key: string]: any }, handles: string[]): object {
  const properties = Object.fromEntries(handles.map((key) => [key, { type: 'string', minLength: 1 }]));
  const required = [...new Set([...(schema.required ?? []), ...handles])];
  return sortedDeep({
    $schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    ...schema,
    properties: { ...properties, ...schema.properties },
    ...(required.length > 0 ? { required } : {}), // draft 4 wants at least one
  });
}
