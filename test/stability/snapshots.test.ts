import { currentSnapshots, keepSnapshots, keptSnapshots, Snapshots } from './support/snapshots';

// A net below the tests that say what a template is for: it catches what none of them thought of. `npm run snapshots` takes them anew, and the diff
// of that commit says to its reader what changes for users.
let current: Snapshots;
beforeAll(() => {
  current = currentSnapshots();
  if (process.env.UPDATE_SNAPSHOTS) {
    keepSnapshots(current);
  }
}, 120_000);

test('a snapshot is kept of every stack of every example, and of nothing else', () => {
  expect(Object.keys(keptSnapshots()).sort()).toEqual(Object.keys(current).sort());
});

test('every example synthesises what its snapshot says', () => {
  const kept = keptSnapshots();
  Object.entries(current).forEach(([file, template]) => expect({ file, template }).toEqual({ file, template: kept[file] }));
});

test('a snapshot holds no hash of a bundled file', () => {
  expect(JSON.stringify(current)).not.toMatch(/[0-9a-f]{40}/);
});
