import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { makeReadable } from './assembly';
import { disposable } from './disposable';

/** An app for a test; without the tree of its constructs, which would be most of its snapshot. */
export function newIntegApp(): App {
  const app = new App({ treeMetadata: false, analyticsReporting: false });
  process.once('exit', () => makeReadable(app.outdir)); // an app synthesises itself when its program ends
  return app;
}

/** The test of an app that is complete. Its snapshot holds templates and no bundled files. */
export function integTest(app: App, name: string): IntegTest {
  disposable(app);
  const stacks = app.node.findAll().filter((construct): construct is Stack => Stack.isStack(construct));
  return new IntegTest(app, name, { testCases: stacks, stackUpdateWorkflow: false });
}
