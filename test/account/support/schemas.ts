import * as fs from 'fs';
import * as path from 'path';
import { CFN_LINT } from '../../support/cfn-lint';

/** What CloudFormation's registry says of a resource type, as far as it is asked here. */
export interface Schema {
  readonly typeName: string;
  readonly properties: { [name: string]: any };
  readonly definitions?: { [name: string]: any };
  readonly required?: string[];
  /** JSON pointers, such as `/properties/Name`. */
  readonly primaryIdentifier: string[];
  readonly additionalIdentifiers?: string[][];
  readonly createOnlyProperties?: string[];
  readonly readOnlyProperties?: string[];
  /** What the handlers may call; a type whose handlers CloudFormation still has inside says nothing. */
  readonly handlers?: { [operation: string]: { permissions: string[] } };
}

const REGION = 'us-east-1'; // all types are there

let folder: string | undefined;
let files: { [type: string]: string } = {};
const read = new Map<string, Schema>();

/**
 * The schema of a type, as AWS publishes it and cfn-lint ships it: a file a schema, and for each region a list of the files by type.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 */
export function schemaOf(type: string): Schema | undefined {
  if (!folder) {
    folder = CFN_LINT.ready().packages('cfnlint', 'data', 'schemas');
    files = JSON.parse(fs.readFileSync(path.join(folder, 'providers', `${REGION}.json`), 'utf8'));
  }
  if (!files[type]) {
    return undefined;
  }
  if (!read.has(type)) {
    read.set(type, JSON.parse(fs.readFileSync(path.join(folder, 'resources', `${files[type]}.json`), 'utf8')));
  }
  return read.get(type)!;
}

/** All types that the registry knows. */
export function allTypes(): string[] {
  schemaOf('');
  return Object.keys(files);
}

/** The names of properties that a list of JSON pointers names, those inside others as paths with dots. */
export function names(pointers: string[] = []): string[] {
  return pointers.map((one) => one.replace(/^\/properties\//, '').replace(/\//g, '.'));
}
