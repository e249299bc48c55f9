import { readFileSync } from 'node:fs';
import { App, IPolicyValidationContext } from 'aws-cdk-lib';
import { taken, tell } from './usage';
import { TwelveFactorChecks } from 'cdk-twelve-factor-fargate';

/** Checks templates again and again. The first time is what a user pays: the rules are loaded then, and the compiler has not seen them. */
function main([stacks, repeats]: string[]): void {
  const stackTemplates = JSON.parse(readFileSync(stacks, 'utf8')) as IPolicyValidationContext['stackTemplates'];
  const context: IPolicyValidationContext = { stackTemplates, templatePaths: stackTemplates.map((one) => one.templatePath), appConstruct: new App() };
  tell(Array.from({ length: Number(repeats) }, () => taken(() => new TwelveFactorChecks().validate(context))));
}

main(process.argv.slice(2));
