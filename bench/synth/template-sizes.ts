import { readFileSync } from 'node:fs';

/** A stack's template as CloudFormation counts it. */
export interface TemplateSize {
  readonly app: string;
  readonly stackName: string;
  readonly bytes: number;
  readonly resources: number;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const LIMITS = { bytes: 1_000_000, resources: 500 };

/** The files as the CDK writes and uploads them, line breaks and indents included. */
export function templateSizes(app: string, stacks: { readonly stackName: string; readonly templatePath: string }[]): TemplateSize[] {
  return stacks.map(({ stackName, templatePath }) => {
    const text = readFileSync(templatePath, 'utf8');
    return { app, stackName, bytes: Buffer.byteLength(text), resources: Object.keys(JSON.parse(text).Resources).length };
  });
}
