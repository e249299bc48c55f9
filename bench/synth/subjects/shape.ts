import * as path from 'path';

/** One environment, as both the library's app and the one by hand are told of it. */
export interface EnvironmentShape {
  readonly name: string;
  readonly production: boolean;
}

/** What a codebase alone comes to: the library's default. */
export const DEFAULT_ENVIRONMENTS: EnvironmentShape[] = [{ name: 'staging', production: false }, { name: 'production', production: true }];

/** The codebase of both. */
export const CONNECTION_ARN = 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d-4e5f-6789-abcd-ef0123456789';
export const [OWNER, REPOSITORY] = ['acme', 'guestbook'];

/** The scripts that the projects run: those of the library, so that both stage the same files. */
const ASSETS = path.join(__dirname, '..', '..', '..', 'assets');
export const RELEASE_SCRIPT = path.join(ASSETS, 'release', 'release.mjs');
export const SCAN_SCRIPT = path.join(ASSETS, 'scan', 'scan.mjs');

/** An environment's name as stacks and stages have it. */
export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
