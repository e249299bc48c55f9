import { ALLOWED, differences, unexplained } from '../support/parity';
import { synthesise } from '../support/synthesis';

const app = synthesise();
// Where the account and region are known, no zones are looked up, and staging makes no call at all.
const placed = synthesise({ env: { account: '111122223333', region: 'eu-west-1' } });
const PAIRS = [app, placed].map(({ staging, production }) => [staging.toJSON(), production.toJSON()]);

test('staging and production differ in values and sizes only', () => {
  expect(PAIRS.flatMap(([staging, production]) => unexplained(staging, production))).toEqual([]);
});

test('each difference that is allowed is one that there is', () => {
  const found = PAIRS.flatMap(([staging, production]) => differences(staging, production));
  expect(ALLOWED.filter(({ where }) => !found.some((path) => where.test(path))).map(({ why }) => why)).toEqual([]);
});

test('both run the same commands, ports and variables', () => {
  const containers = (template: any) => Object.values<any>(template.findResources('AWS::ECS::TaskDefinition'))
    .flatMap((one) => one.Properties.ContainerDefinitions.map((each: any) => [each.Name, each.Command, each.PortMappings, each.Environment]));
  const production = JSON.parse(JSON.stringify(containers(app.production)).replace(/Production|production/g, 'x'));
  const staging = JSON.parse(JSON.stringify(containers(app.staging)).replace(/Staging|staging/g, 'x'));
  expect(staging).toEqual(production);
});
