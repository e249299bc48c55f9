import * as fs from 'fs';
import * as path from 'path';
import { DROPPED, droppedFrom } from '../../../tools/try/dropped';
import { withVariable } from '../../../tools/try/edits';
import { ASSERTED_BY } from '../../../tools/try/notes';
import { without } from '../../../tools/try/template';
import { exampleTemplates } from '../../support/example-assemblies';

const ROOT = path.join(__dirname, '..', '..', '..');

describe('what the engine does not take is asserted elsewhere', () => {
  test.each(Object.entries(ASSERTED_BY))('%s by %s', (type, file) => {
    expect(fs.readFileSync(path.join(ROOT, file), 'utf8')).toContain(`'${type}'`);
  });

  test.each(DROPPED.map((one) => [one.what, one] as const))('%s', (_, { file, words }) => {
    expect(fs.readFileSync(path.join(ROOT, file), 'utf8')).toContain(words);
  });

  test('what is dropped of a type is said of templates that have it, and of no others', () => {
    const said = (template: any) => droppedFrom([{ template } as any]);
    expect(said({ Resources: { A: { Type: 'AWS::ECS::Service', Properties: { HealthCheckGracePeriodSeconds: 60 } } } })).toContain(
      'HealthCheckGracePeriodSeconds of AWS::ECS::Service; asserted by test/processes/process-service.test.ts');
    expect(said({ Resources: { A: { Type: 'AWS::Other', Properties: { HealthCheckGracePeriodSeconds: 60 } } } }).join()).not.toContain('HealthCheckGracePeriodSeconds');
    const guestbook = Object.values(exampleTemplates('guestbook')).map((template) => ({ template }) as any);
    expect(droppedFrom(guestbook)).toHaveLength(DROPPED.length); // each is something that an example has
  });

  test.each(['guestbook', 'own-pipeline'])('AWS::EC2::EIP: in %s, each NAT gateway has an address of its own, and no address is left over', (example) => {
    for (const template of Object.values(exampleTemplates(example))) {
      const addresses = ofType(template, 'AWS::EC2::EIP').map(([id]) => id);
      const used = ofType(template, 'AWS::EC2::NatGateway').map(([, { Properties }]) => Properties.AllocationId);
      expect(used).toEqual(addresses.map((id) => ({ 'Fn::GetAtt': [id, 'AllocationId'] })));
    }
  });
});

describe('a template without some resources', () => {
  const template = {
    Parameters: { P: { Type: 'String' } },
    Resources: {
      Gone: { Type: 'X' },
      Kept: {
        Type: 'Y',
        DependsOn: ['Gone', 'Other'],
        Properties: {
          Name: { Ref: 'Gone' }, Arn: { 'Fn::GetAtt': ['Gone', 'Arn'] }, Text: { 'Fn::Sub': 'a ${Gone.Name} ${Other}' }, P: { Ref: 'P' },
        },
      },
      Other: { Type: 'Z', DependsOn: 'Gone' },
    },
    Outputs: { O: { Value: { Ref: 'Gone' } } },
  };

  test('refers to what is left out by a name, and keeps all else as it is', () => {
    expect(without(template, [{ logicalId: 'Gone', type: 'X' }])).toEqual({
      Parameters: template.Parameters,
      Resources: {
        Kept: {
          Type: 'Y',
          DependsOn: ['Other'],
          Properties: {
            Name: 'left-out-Gone', Arn: 'arn:aws:left-out:eu-west-1:123456789012:Gone', Text: { 'Fn::Sub': 'a left-out-Gone ${Other}' }, P: { Ref: 'P' },
          },
        },
        Other: { Type: 'Z' },
      },
      Outputs: { O: { Value: 'left-out-Gone' } },
    });
  });

  test('is the same template when nothing is left out', () => {
    const same = exampleTemplates('guestbook')['Guestbook-Staging'];
    const normal = (one: any) => ({
      ...one,
      Resources: Object.fromEntries(Object.entries<any>(one.Resources).map(([id, { DependsOn, ...resource }]) => (
        [id, { ...resource, ...DependsOn ? { DependsOn: [DependsOn].flat() } : {} }]))),
    });
    expect(normal(without(same, []))).toEqual(normal(same));
  });

  test('a changed variable is in every container', () => {
    const changed = withVariable({ template: exampleTemplates('guestbook')['Guestbook-Staging'] } as any, 'TRIED', 'yes');
    const containers = ofType(changed, 'AWS::ECS::TaskDefinition').flatMap(([, { Properties }]) => Properties.ContainerDefinitions);
    expect(containers.length).toBeGreaterThan(2);
    containers.forEach(({ Environment }) => expect(Environment).toContainEqual({ Name: 'TRIED', Value: 'yes' }));
  });
});

function ofType(template: any, type: string): [string, any][] {
  return Object.entries<any>(template.Resources).filter(([, { Type }]) => Type === type);
}
