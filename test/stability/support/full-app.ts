import { CfnResource, Stack } from 'aws-cdk-lib';
import { ImageBuild, LogDestination, Logging, Notifications, Release } from '../../../src';
import { synthesise } from '../../support/synthesis';

/** The stacks of an app with something in every room. */
export interface FullApp {
  readonly codebase: Stack;
  readonly staging: Stack;
  readonly production: Stack;
  readonly pipeline: Stack;
}

export function fullApp(): FullApp {
  const { app } = synthesise({
    imageBuild: ImageBuild.dockerfile({ testTarget: 'test' }),
    logging: Logging.fireLens([LogDestination.cloudWatch(), LogDestination.s3()]),
    notifications: [Notifications.byEmail(['releases@example.com'])],
    release: Release.withCommand({ command: ['node', 'dist/admin/migrate.js'] }),
  });
  const stack = (id: string) => app.node.findChild(id) as Stack;
  return { codebase: stack('Codebase'), staging: stack('Staging'), production: stack('Production'), pipeline: stack('Pipeline') };
}

export function resourcesOf(stack: Stack): CfnResource[] {
  return stack.node.findAll().filter((construct): construct is CfnResource => CfnResource.isCfnResource(construct));
}
