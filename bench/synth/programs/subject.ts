import { App } from 'aws-cdk-lib';
import { EnvironmentShape } from '../subjects/shape';

export interface Subject {
  define(app: App, appName: string, environments?: EnvironmentShape[]): void;
}

export function appNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `Guestbook${index === 0 ? '' : index + 1}`);
}

/** The last one is production; 0 stands for the default, which says none. */
export function environmentShapes(count: number): EnvironmentShape[] | undefined {
  return count === 0 ? undefined : Array.from({ length: count }, (_, index) => ({ name: `stage${index + 1}`, production: index === count - 1 }));
}
