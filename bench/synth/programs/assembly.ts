import { writeFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Subject } from './subject';

/** Synthesises the default app, and writes down which templates came of it, as a validation plugin is told of them. */
async function main([file, list]: string[]): Promise<void> {
  const app = new App();
  (await import(file) as Subject).define(app, 'Guestbook');
  const stacks = app.synth().stacks.map(({ hierarchicalId: stackConstructPath, stackName, templateFullPath: templatePath }) => (
    { stackConstructPath, stackName, templatePath }
  ));
  writeFileSync(list, JSON.stringify(stacks));
}

void main(process.argv.slice(2));
