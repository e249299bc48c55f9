import { readFileSync } from 'node:fs';
import * as path from 'node:path';

/** The folder that the image is built from. */
export const SERVICE = path.join(__dirname, '..', '..', 'assets', 'service');

const DOCKERFILE = path.join(SERVICE, 'Dockerfile');

/** The command of a container whose task definition has none: the image's own. */
export function defaultCommand(dockerfile = readFileSync(DOCKERFILE, 'utf8')): string[] {
  const command = [...dockerfile.matchAll(/^CMD (\[.*\])$/gm)].at(-1)?.[1];
  if (!command) throw new Error('The service\'s Dockerfile has no CMD in its exec form');
  return JSON.parse(command);
}

/** What the image puts into the environment of its processes. */
export function imageEnvironment(dockerfile = readFileSync(DOCKERFILE, 'utf8')): Record<string, string> {
  const words = [...dockerfile.matchAll(/^ENV (.+)$/gm)].flatMap(([, line = '']) => line.split(' '));
  return Object.fromEntries(words.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]));
}

/** The same command without an image: what the build makes of src/*.ts lies in dist/*.js, so node runs the one in place of the other. */
export function fromSource(command: string[]): string[] {
  const script = /^dist\/(.+)\.js$/.exec(command[1] ?? '')?.[1];
  if (command[0] !== 'node' || !script) throw new Error(`The demo can only run commands like "node dist/web.js", not "${command.join(' ')}"`);
  // The image has its own Node; the one here may be old enough for the SDK to warn of.
  return ['--no-warnings', '--import', 'tsx', path.join(SERVICE, 'src', `${script}.ts`), ...command.slice(2)];
}
