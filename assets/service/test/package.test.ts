import { readFileSync } from 'node:fs';
import * as path from 'node:path';

const SERVICE = path.join(__dirname, '..');
const read = (...names: string[]) => JSON.parse(readFileSync(path.join(...names), 'utf8'));
const own = read(SERVICE, 'package.json');
const root = read(SERVICE, '..', '..', 'package.json');

test('is tested with the same ranges that it is built with', () => {
  const ranges = { ...own.dependencies, ...own.devDependencies };
  expect(root.devDependencies).toMatchObject(ranges);
});

test('has a lockfile that fits, with an integrity for every package and no registry in it', () => {
  const lock = read(SERVICE, 'package-lock.json');
  const { '': self, ...packages } = lock.packages;
  expect(self).toMatchObject({ dependencies: own.dependencies, devDependencies: own.devDependencies });
  for (const entry of Object.values<Record<string, unknown>>(packages)) {
    expect(entry).toHaveProperty('integrity');
    expect(entry).not.toHaveProperty('resolved');
  }
});
