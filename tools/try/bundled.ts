import * as path from 'path';
import { Trial } from './trial';

const ROOT = path.join(__dirname, '..', '..');

/** The folder of the service that comes with the library. */
const SERVICE = path.join(ROOT, 'assets', 'service');

/** The examples that release the bundled service, and what it answers there. */
export const BUNDLED: readonly Pick<Trial, 'name' | 'folder' | 'build' | 'pages' | 'emptyPages'>[] = [
  {
    name: 'guestbook',
    folder: example('guestbook'),
    build: SERVICE,
    pages: { '/': 200, '/hello': 200 },
    emptyPages: { '/hello': 404 }, // no greeting, until a release command puts one there
  },
  {
    name: 'own-pipeline',
    folder: example('own-pipeline'),
    build: SERVICE,
    pages: { '/': 200, '/hello': 501 }, // it has no table
  },
];

function example(name: string): string {
  return path.join(ROOT, 'examples', 'typescript', name);
}
