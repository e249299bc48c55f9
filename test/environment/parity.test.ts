import { ALLOWED, differences, unexplained } from '../support/parity';
import { synthesise } from '../support/synthesis';

const app = synthesise();
const [stagingTemplate, productionTemplate] = [app.staging.toJSON(), app.production.toJSON()];

test('staging and production differ in values and sizes only', () => {
  expect(unexplained(stagingTemplate, productionTemplate)).toEqual([]);
});

test('each difference that is allowed is one that there is', () => {
  const found = differences(stagingTemplate, productionTemplate);
  expect(ALLOWED.filter(({ where }) => !found.some((path) => where.test(path))).map(({ why }) => why)).toEqual([]);
});

test('both run the same commands, ports and variables', () => {
  const containers = (template: any) => Object.values<any>(template.findResources('AWS::ECS::TaskDefinition'))
    .flatMap((one) => one.Properties.ContainerDefinitions.map((each: any) => [each.Name, each.Command, each.PortMappings, each.Environment]));
  const production = JSON.parse(JSON.stringify(containers(app.production)).replace(/Production|production/g, 'x'));
  const staging = JSON.parse(JSON.stringify(containers(app.staging)).replace(/Staging|staging/g, 'x'));
  expect(staging).toEqual(production);
});
