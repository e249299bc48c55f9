import { CFN_LINT } from '../support/cfn-lint';
import { allApps, Assembly, assemblyFrom, exampleApps, wrongIn } from './support/apps';
import { largeApp, PROMISED } from './support/large-app';
import { rolesOf } from './support/roles';
import { sizeOf, tooLarge } from './support/size';
import { describeWith } from './support/tools';
import { Environment } from '../../src';

describeWith(CFN_LINT, 'nothing is larger than AWS takes', () => {
  let large: Assembly;
  beforeAll(() => { large = assemblyFrom('large', largeApp(PROMISED)); }, 120_000);

  test('forty tasks, a release command and twenty backing services with the longest names', () => {
    const tasks = Object.values<any>(large.templates[Object.keys(large.templates).find((name) => /-Staging/.test(name))!].Resources)
      .filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition');
    expect(tasks).toHaveLength(41);
    expect(tooLarge(large)).toEqual([]);
  });

  test('examples and random apps', async () => {
    expect(await wrongIn(allApps(), tooLarge)).toEqual([]);
  }, 600_000);

  test('where it would be, it is an error at synthesis that says what to do', () => {
    const far = { workers: 1, scheduled: 0, oneOff: 80, tables: 1, buckets: 0 };
    let problem = '';
    try {
      expect(tooLarge(assemblyFrom('far too large', largeApp(far, { environments: [Environment.production()] })))).not.toEqual([]);
    } catch (error) {
      problem = (error as Error).message;
    }
    expect(problem).toMatch(/\b(tasks|resources|characters|processes)\b.*\d/s); // it names the limit, and what is over it
  }, 120_000);
});

describeWith(CFN_LINT, 'the net holds', () => {
  const guestbook = exampleApps().find(({ name }) => name === 'guestbook')!;
  const stack = 'Guestbook-Staging';

  function foundWith(change: (template: any) => void): string[] {
    const templates = JSON.parse(JSON.stringify(guestbook.templates));
    change(templates[stack]);
    return tooLarge({ ...guestbook, templates, bytes: { ...guestbook.bytes, [stack]: JSON.stringify(templates[stack]).length } });
  }

  const first = (template: any, type: string) => Object.values<any>(template.Resources).find((one) => one.Type === type);
  const statement = (characters: number) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${'n'.repeat(characters)}` });
  const many = (count: number, one: any) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`More${index}`, one]));

  test.each<[string, (template: any) => void, RegExp]>([
    ['an inline policy', (template) => first(template, 'AWS::IAM::Policy').Properties.PolicyDocument.Statement.push(statement(10_240)), /its inline policies: \d+, and at most 10240/],
    ['a managed policy', (template) => {
      const [role] = Object.entries<any>(template.Resources).find(([, one]) => one.Type === 'AWS::IAM::Role')!;
      template.Resources.Managed = { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [{ Ref: role }], PolicyDocument: { Statement: [statement(6_200)] } } };
    }, /its managed policy Managed: \d+, and at most 6144/],
    ['eleven managed policies', (template) => {
      first(template, 'AWS::IAM::Role').Properties.ManagedPolicyArns = Array.from({ length: 11 }, (_, index) => `arn:aws:iam::aws:policy/Policy${index}`);
    }, /managed policies attached: 11, and at most 10/],
    ['resources', (template) => Object.assign(template.Resources, many(500, { Type: 'AWS::SNS::Topic' })), /Guestbook-Staging: Resources: \d+, and at most 500/],
    ['outputs', (template) => Object.assign(template.Outputs, many(200, { Value: 'x' })), /Outputs: \d+, and at most 200/],
    ['a template', (template) => { template.Metadata = 'n'.repeat(1_048_576); }, /the template in bytes: \d+, and at most 1048576/],
    ['a description', (template) => { template.Description = 'n'.repeat(1025); }, /its description: 1025, and at most 1024/],
    ['a name', (template) => { first(template, 'AWS::Scheduler::Schedule').Properties.Name = { 'Fn::Join': ['-', ['n'.repeat(32), 'n'.repeat(32)]] }; }, /the name n+-n+ of .*: 65, and at most 64/],
    ['a task definition', (template) => {
      first(template, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions[0].Environment.push({ Name: 'LONG', Value: 'n'.repeat(65_536) });
    }, /AWS::ECS::TaskDefinition\) : \d+, and at most 65536/],
    ['dynamic references', (template) => { template.Metadata = Array.from({ length: 61 }, () => '{{resolve:ssm:/x}}'); }, /dynamic references: 61, and at most 60/],
  ])('%s that is too large is seen', (_what, change, message) => {
    expect(foundWith(change)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });

  test('references count as the names that they come to', () => {
    const roles = rolesOf(guestbook);
    const names = roles.map(({ arn }) => arn.split('/').pop()!);
    expect(Math.max(...names.map((name) => name.length))).toBe(64);
    const { inline } = roles.find(({ logicalId }) => logicalId.startsWith('ReleaseRole'))!;
    const [{ document }] = [...inline].sort((one, other) => sizeOf(other.document) - sizeOf(one.document));
    expect(JSON.stringify(document)).not.toMatch(/"Ref"|Fn::/);
    expect(sizeOf(document)).toBeGreaterThan(2_000);
  });
});
