import { container, set, setAll } from '../support/change';
import { Row } from '../support/mistake';
import { GUESTBOOK, SHOP } from '../support/places';

const { task, backup, build } = GUESTBOOK;

export const dependencies: Row[] = [
  ['The web process may write to its own image', 'what is changed at run time is in no release',
    container(task, { ReadonlyRootFilesystem: false }), 'TF-II-ReadOnlyRoot'],
  ['The backup says nothing about its root', 'it is writable',
    container(backup, { ReadonlyRootFilesystem: undefined }), 'TF-II-ReadOnlyRoot'],
  ['Images are built in node:latest', 'the tools change under the same commit',
    setAll(build, { 'Environment.Image': 'node:latest', 'Environment.ImagePullCredentialsType': 'SERVICE_ROLE' }), 'TF-II-BuildImagePinned'],
  ['Images are built in node, with no tag', 'the tools change under the same commit',
    setAll(build, { 'Environment.Image': 'node', 'Environment.ImagePullCredentialsType': 'SERVICE_ROLE' }), 'TF-II-BuildImagePinned'],
  ['The container installs its packages when it starts', 'a start needs the registry, and copies differ',
    container(task, { Command: ['sh', '-c', 'npm install --omit=dev && exec node dist/web.js'] }), 'TF-II-NothingInstalledAtStart'],
  ['The container upgrades its system when it starts', 'no release says what runs',
    container(task, { Command: ['sh', '-c', 'apt-get update && apt-get install -y curl && exec node dist/web.js'] }), 'TF-II-NothingInstalledAtStart'],
  ['The checks run npm install, not npm ci', 'the lockfile does not decide what is tested',
    set(SHOP('Checks'), 'Source.BuildSpec', '{ "version": "0.2", "phases": { "build": { "commands": ["npm install", "npm test"] } } }'), 'TF-II-LockfileDecides'],
];
