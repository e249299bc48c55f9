import { App } from 'aws-cdk-lib';
import { CodebaseStack } from './codebase-stack';
import { EnvironmentStack } from './environment-stack';
import { PipelineStack } from './pipeline-stack';
import { DEFAULT_ENVIRONMENTS } from '../shape';

/** The library's default app, resource by resource, with the CDK's own constructs: no check of what is given, and nothing that could be something else. */
export function define(app: App, appName: string, environments = DEFAULT_ENVIRONMENTS): void {
  const codebase = new CodebaseStack(app, { appName, environments });
  const stacks: EnvironmentStack[] = [];
  for (const environment of environments) {
    const stack = new EnvironmentStack(app, { appName, environment });
    stack.addStackDependency(codebase);
    if (stacks.length > 0) stack.addStackDependency(stacks[stacks.length - 1]);
    stacks.push(stack);
  }
  new PipelineStack(app, { appName, environments: stacks }).addStackDependency(codebase);
}
