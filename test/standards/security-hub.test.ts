import { CONTROLS } from './security-hub';
import { resourcesOf } from './security-hub/control';
import { productionTemplates } from './support/apps';

const templates = productionTemplates();
const controls = Object.values(CONTROLS).flat();

test.each(controls.filter((one) => one.verdict === 'kept' || one.verdict === 'kept by a prop' && one.proof))('$id is kept by production: $asks', ({ proof }) => {
  const resources = templates.flatMap(({ name, template }) => resourcesOf(template, proof!.type).map((resource) => ({ name, resource })));
  expect(resources.length).toBeGreaterThan(0);
  expect(resources.filter(({ resource }) => !proof!.holds(resource)).map(({ name, resource }) => `${name}: ${resource.id}`)).toEqual([]);
});

test.each(controls.filter((one) => one.verdict === 'not applicable' && one.proof))('$id has nothing to be about: $asks', ({ proof }) => {
  expect(templates.filter(({ template }) => resourcesOf(template, proof!.type).length > 0).map(({ name }) => name)).toEqual([]);
});

test('no control is told twice', () => {
  const ids = controls.map((one) => one.id);
  expect(ids.filter((one, index) => ids.indexOf(one) !== index)).toEqual([]);
});
