import { fullApp, resourcesOf } from './support/full-app';
import { awsSaysStateful } from './support/replacement';
import { keptSnapshots } from './support/snapshots';
import { REPLACEABLE, STATEFUL } from './support/stateful';

// The snapshots are what the examples synthesise: another test sees to that.
const TYPES = [...new Set([
  ...Object.values(keptSnapshots()).flatMap((template) => Object.values<any>(template.Resources).map((resource) => resource.Type)),
  ...Object.values(fullApp()).flatMap(resourcesOf).map((resource) => resource.cfnResourceType),
])];

test('it is decided of every type whether a new resource is as good as the old one', () => {
  expect(TYPES.filter((type) => !(type in STATEFUL) && !REPLACEABLE.includes(type))).toEqual([]);
});

test('no type is both, or of no use', () => {
  expect(REPLACEABLE.filter((type) => type in STATEFUL)).toEqual([]);
  expect([...REPLACEABLE, ...Object.keys(STATEFUL)].filter((type) => !TYPES.includes(type))).toEqual([]);
});

test('nothing is called replaceable that holds data in the eyes of AWS', () => {
  expect(TYPES.filter(awsSaysStateful)).not.toEqual([]);
  expect(REPLACEABLE.filter(awsSaysStateful)).toEqual([]);
});
