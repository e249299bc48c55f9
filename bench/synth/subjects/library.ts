import { App } from 'aws-cdk-lib';
import { CONNECTION_ARN, EnvironmentShape, OWNER, REPOSITORY } from './shape';
import { Codebase, Environment, TwelveFactorFargateApp } from 'cdk-twelve-factor-fargate';

/** The smallest app of the README. */
export function define(app: App, appName: string, environments?: EnvironmentShape[]): void {
  new TwelveFactorFargateApp(app, appName, {
    codebase: Codebase.github(`${OWNER}/${REPOSITORY}`, { connectionArn: CONNECTION_ARN }),
    environments: environments?.map(({ name, production }) => Environment.named(name, { production })),
  });
}
