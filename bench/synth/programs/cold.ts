import { App } from 'aws-cdk-lib';
import { appNames, environmentShapes, Subject } from './subject';
import { finish } from './usage';

/** Synthesises an app as the CDK CLI has it done: the process of a user's `app.js`. */
async function main([file, apps, environments]: string[]): Promise<void> {
  const { define } = await import(file) as Subject;
  const app = new App();
  appNames(Number(apps)).forEach((name) => define(app, name, environmentShapes(Number(environments))));
  app.synth();
  finish();
}

void main(process.argv.slice(2));
