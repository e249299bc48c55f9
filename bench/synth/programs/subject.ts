import { App } from 'aws-cdk-lib';
import { EnvironmentShape } from '../subjects/shape';

/** A module that defines an app. */
export interface Subject {
  define(app: App, appName: string, environments?: EnvironmentShape[]): void;
}

/** How much is synthesised: 0 environments stand for the default, which names none. */
export interface Amount {
  readonly apps: number;
  readonly environments: number;
}

export function synthesise({ define }: Subject, { apps, environments }: Amount): void {
  const app = new App();
  for (let number = 1; number <= apps; number++) define(app, `Guestbook${number === 1 ? '' : number}`, shapes(environments));
  app.synth();
}

/** The last one is production. */
function shapes(count: number): EnvironmentShape[] | undefined {
  return count === 0 ? undefined : Array.from({ length: count }, (_, index) => ({ name: `stage${index + 1}`, production: index === count - 1 }));
}
