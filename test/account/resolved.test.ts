import { CFN_LINT } from '../support/cfn-lint';
import { Account } from './support/account';
import { allApps, Assembly, assemblyFrom, exampleApps, wrongIn } from './support/apps';
import { resolutionsIn, transformsIn } from './support/resolved';
import { RESOLVING } from './support/resolving-apps';
import { callersOf, releaseRoleOf, rolesOf } from './support/roles';
import { describeWith } from './support/tools';
import { isAllowed } from '../iam/support/simulator';

/**
 * What CloudFormation would be denied as it works out what the templates of environments mean. A release runs under its own role; AWS does not document whether
 * it is the role or the caller who is asked, so both have to be allowed.
 */
async function denied(assembly: Assembly): Promise<string[]> {
  const account = new Account(assembly);
  const roles = rolesOf(assembly);
  const found: string[] = [];
  for (const [stack, template] of Object.entries(assembly.templates)) {
    const releaseRole = releaseRoleOf(roles, stack);
    if (!releaseRole) {
      continue;
    }
    const callers = await callersOf(roles, account.stackArn(stack), releaseRole);
    if (callers.length === 0) {
      found.push(`${stack}: nobody may update it under ${releaseRole.logicalId}`);
    }
    const needs = new Map(resolutionsIn(template, account, stack).map((one) => [`${one.action} ${one.resource}`, one]));
    for (const { what, where, action, resource, context } of needs.values()) {
      for (const role of [releaseRole, ...callers]) {
        if (!await isAllowed(role, action, resource, context)) {
          found.push(`${stack}: ${role.logicalId} may not ${action} on ${resource}, which ${what} takes (${where})`);
        }
      }
    }
    found.push(...transformsIn(template).map((one) => `${stack}: ${one} is a macro, which a release would have to acknowledge`));
  }
  return found;
}

describeWith(CFN_LINT, 'what CloudFormation resolves by itself during a release is allowed to the release role and to who calls', () => {
  test('in every example, and in random apps', async () => {
    const all = allApps();
    expect(all.flatMap((one) => Object.keys(one.templates)).length).toBeGreaterThan(60);
    expect(await wrongIn(all, denied)).toEqual([]);
  }, 120_000);

  test.each(RESOLVING)('with %s', async (_what, make) => {
    expect(await denied(assemblyFrom('app', make()))).toEqual([]);
  }, 60_000);
});

describeWith(CFN_LINT, 'the net holds', () => {
  const guestbook = exampleApps().find(({ name }) => name === 'guestbook')!;
  const STAGING = 'Guestbook-Staging';

  /** What is denied in the guestbook once somebody puts a value into a variable of its staging, beyond what was before. */
  async function deniedWith(change: (template: any) => void): Promise<string[]> {
    const before = await denied(guestbook);
    const templates = JSON.parse(JSON.stringify(guestbook.templates));
    change(templates[STAGING]);
    return (await denied({ ...guestbook, templates })).filter((one) => !before.includes(one));
  }

  const put = (value: any) => (template: any) => {
    const task = Object.values<any>(template.Resources).find((one) => one.Type === 'AWS::ECS::TaskDefinition');
    task.Properties.ContainerDefinitions[0].Environment.push({ Name: 'THEIRS', Value: value });
  };

  test.each<[string, any, string]>([
    ['another stack\'s output', { 'Fn::GetStackOutput': { StackName: 'Theirs', OutputName: 'Url' } }, 'cloudformation:DescribeStacks on arn:aws:cloudformation:eu-west-1:111122223333:stack/Theirs/'],
    ['one that is read with a role', { 'Fn::GetStackOutput': { StackName: 'Theirs', OutputName: 'Url', RoleArn: 'arn:aws:iam::111122223333:role/Reader' } }, 'sts:AssumeRole on arn:aws:iam::111122223333:role/Reader'],
    ['a secret', '{{resolve:secretsmanager:theirs:SecretString:password}}', 'secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:111122223333:secret:theirs-'],
    ['a secret that is pieced together', { 'Fn::Join': ['', ['{{resolve:secretsmanager:', 'theirs', ':SecretString:::}}']] }, 'secretsmanager:GetSecretValue on'],
    ['a secure parameter', 'postgres://{{resolve:ssm-secure:/theirs/password:1}}@db', 'ssm:GetParameters on arn:aws:ssm:eu-west-1:111122223333:parameter/theirs/password'],
    ['a parameter without a version', { 'Fn::Sub': '{{resolve:ssm:/theirs/${AWS::Region}}}' }, 'parameter/theirs/eu-west-1'],
  ])('%s is seen', async (_what, value, message) => {
    expect(await deniedWith(put(value))).toEqual([expect.stringContaining(message), expect.stringContaining(message)]); // the role, and who calls
  });

  test('parameters, of Parameter Store and of AWS\'s own types, are seen', async () => {
    const found = await deniedWith((template) => {
      template.Parameters.Theirs = { Type: 'AWS::SSM::Parameter::Value<List<AWS::EC2::SecurityGroup::Id>>', Default: '/theirs/groups' };
    });
    expect(found).toHaveLength(4);
    expect(found).toEqual(expect.arrayContaining([expect.stringContaining('ec2:DescribeSecurityGroups on *'), expect.stringContaining('parameter/theirs/groups')]));
  });

  test('a macro is seen, and what nobody has looked up is an error', async () => {
    expect(await deniedWith((template) => { template.Transform = 'AWS::LanguageExtensions'; })).toEqual([expect.stringContaining('AWS::LanguageExtensions is a macro')]);
    await expect(deniedWith(put({ 'Fn::Another': 'x' }))).rejects.toThrow('nothing here knows what CloudFormation asks for Fn::Another');
    await expect(deniedWith((template) => { template.Parameters.One = { Type: 'AWS::Another::Id' }; })).rejects.toThrow('AWS::Another::Id');
  });

  test('a function that takes no call is not', async () => {
    expect(await deniedWith(put({ 'Fn::ImportValue': 'theirs' }))).toEqual([]);
  });
});
