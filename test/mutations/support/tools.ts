import * as fs from 'fs';
import { App, CloudFormationValidatePlugin, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks } from 'cdk-nag';
import { lint } from '../../support/cfn-lint';

/** What is found in a template: a rule, and the resource that it is about. */
export type Finding = `${string} ${string}`;

/** Judges templates, each by itself. */
export type Tool = (files: string[]) => Finding[][];

/** The validator of the CDK, with the rules that it runs at every synthesis. */
export function validator(files: string[]): Finding[][] {
  const plugin = new CloudFormationValidatePlugin();
  return files.map((templatePath) => {
    const place = { accountId: undefined, region: undefined };
    const stackTemplates = [{ templatePath, stackConstructPath: 'Mutant', ...place }];
    return plugin.validate({ templatePaths: [templatePath], stackTemplates, appConstruct: new App(), ...place })
      .violations.flatMap(({ ruleName, violatingResources }) => violatingResources.map((one): Finding => `${ruleName} ${one.resourceLogicalId}`));
  });
}

/** cdk-nag with its AwsSolutions pack: it reads constructs, so each template is included in an app. */
export function nag(files: string[]): Finding[][] {
  return files.map((file) => {
    const stack = new Stack(new App({ analyticsReporting: false }), 'Mutant');
    new CfnInclude(stack, 'Template', { templateFile: includable(file), allowCyclicalReferences: true });
    return new AwsSolutionsChecks().validateScope(stack)
      .violations.flatMap(({ ruleName, violatingResources }) => violatingResources.map((one): Finding => `${ruleName} ${one.constructPath!.split('/').pop()}`));
  });
}

/** The same template without the one function that CfnInclude does not know. */
function includable(file: string): string {
  const text = fs.readFileSync(file, 'utf8');
  const known = JSON.parse(text, (_, value) => value?.['Fn::GetStackOutput'] ? 'of-another-stack' : value);
  fs.writeFileSync(`${file}.included.json`, JSON.stringify(known));
  return `${file}.included.json`;
}

/** cfn-lint, as far as it speaks of a resource that is there as a whole. */
export function cfnLint(files: string[]): Finding[][] {
  const found = lint(files).filter((one) => one.path[0] === 'Resources' && one.path.length > 1);
  return files.map((file) => {
    const { Resources: resources } = JSON.parse(fs.readFileSync(file, 'utf8'));
    return found.filter((one) => one.file === file && resources[one.path[1]].Metadata?.Hollow === undefined).map((one): Finding => `${one.rule} ${one.path[1]}`);
  });
}
