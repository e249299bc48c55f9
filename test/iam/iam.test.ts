import { DEPLOYMENT, STAGING } from './support/guestbook';
import { page, tableOf, unproven } from './support/promised';
import { answered, excessOf, strangers } from './support/role-table';
import { isAllowed, isAllowedOn, mayAssume } from './support/simulator';
import { TABLES } from './tables';
import { CONTROLS } from './tables/controls';
import { scanRole } from './tables/pipeline-roles';
import { CANNOT, PATHS, SENTENCES } from './tables/promises';
import { BY_ALIAS, KEY } from './tables/provenance-key';
import { releaseRoles } from './tables/release-role';
import { releaserRoles } from './tables/releaser-roles';
import { handlersOfRelease, NEVER_NEEDED } from '../account/support/handlers';
import { describeWith } from '../account/support/tools';
import { CFN_LINT } from '../support/cfn-lint';
import { exampleTemplates } from '../support/example-assemblies';
import { list } from '../support/synthesis';

describe.each(TABLES.map((table) => [table.path, table] as const))('%s', (path, { trusts, may, mayNot, byDesign = [], excess = {}, deployment = DEPLOYMENT }) => {
  const role = deployment.role(path);

  test('may do all that it needs', async () => {
    expect(await answered(may, role, false)).toEqual([]);
  });

  test('may do nothing that it must not', async () => {
    expect(mayNot.length).toBeGreaterThan(0);
    expect(await answered(mayNot, role, true)).toEqual([]);
  });

  test('may do what no key of IAM\'s can refuse, which the docs say', async () => {
    expect(await answered(byDesign, role, false)).toEqual([]);
  });

  test('trusts whom it is for, and nobody else', async () => {
    expect(await mayAssume(trusts.principal, role, trusts.context)).toBe(true);
    expect(await strangers(role, trusts)).toEqual([]);
  });

  test('may do nothing that no sentence needs, but for what has a reason', async () => {
    expect(await excessOf(role, may)).toEqual(Object.keys(excess).sort());
  });
});

describe('the simulator says no only where a policy does', () => {
  const role = DEPLOYMENT.role(releaserRoles[0].path);
  test('nothing of what must not be is denied once everything is allowed', async () => {
    const widened = { ...role, statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    expect(await answered(TABLES.flatMap(({ mayNot }) => mayNot), widened, false)).toEqual([]);
  });

  test.each(CONTROLS)('$what', async ({ drop, of, path, row: [, action, resource, context] }) => {
    const { statements, ...rest } = DEPLOYMENT.role(path);
    expect(await isAllowed({ ...rest, statements }, action, resource, context)).toBe(false);
    const wider = statements.map((statement) => (list(statement.Action).includes(of) ? { ...statement, ...drop } : statement));
    expect(await isAllowed({ ...rest, statements: wider }, action, resource, context)).toBe(true);
  });

  test('and does not answer where there is nothing to answer', async () => {
    await expect(isAllowed(role, 'ecs:NoSuchAction', '*')).rejects.toThrow('invalid.action');
    await expect(isAllowed(role, 'ecs:UpdateService', 'arn:aws:s3:::bucket')).rejects.toThrow('no.resource.types');
    await expect(isAllowed(role, 'ssm:PutParameter', STAGING.parameter('release'), { 'ecs:cluster': STAGING.cluster })).rejects.toThrow('never comes with ecs:cluster');
  });

  test('nor trusts anybody whom a wider trust policy would not', async () => {
    const trusting = { ...role, trust: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'codebuild.amazonaws.com' }, Action: 'sts:AssumeRole' }] } };
    expect(await strangers(trusting, releaserRoles[0].trusts)).toHaveLength(2); // for another account, and for no account
  });
});

describe('the policy of the key that signs provenance', () => {
  const policy = DEPLOYMENT.properties('Guestbook/Codebase/Provenance/Key').KeyPolicy;
  const mayDoAnything = (name: string) => ({ arn: `arn:aws:iam::111122223333:role/${name}`, statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

  test('lets the project that signs do so', async () => {
    expect(await isAllowedOn(policy, DEPLOYMENT.role(scanRole.path), 'kms:Sign', KEY, BY_ALIAS)).toBe(true);
  });

  test('lets no other role sign, not even one that may do anything', async () => {
    for (const role of [mayDoAnything('Administrator'), mayDoAnything('Guestbook-provenance-eu-west-12'), ...DEPLOYMENT.roles.filter(({ path }) => path !== scanRole.path)]) {
      expect([role.arn, await isAllowedOn(policy, role, 'kms:Sign', KEY, BY_ALIAS)]).toEqual([role.arn, false]);
    }
    expect(await isAllowedOn(policy, mayDoAnything('Guestbook-provenance-eu-west-1'), 'kms:Sign', KEY, BY_ALIAS)).toBe(true); // the name is what counts
  });

  test('leaves everything else to IAM', async () => {
    for (const action of ['kms:GetPublicKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion']) {
      expect(await isAllowedOn(policy, mayDoAnything('Administrator'), action, KEY)).toBe(true);
    }
  });
});

describe('who can do what, as docs/security.md has it', () => {
  const rows = tableOf(page('docs/security.md'), '| Who | Can | Cannot |');

  test.each(Object.entries(CANNOT))('%s: each clause of "Cannot" has its rows', (who, promises) => {
    const [, , cannot] = rows.find(([first]) => first.startsWith(who))!;
    expect(cannot.split('; ')).toEqual(promises.map(({ says }) => says));
    expect(promises.flatMap(unproven)).toEqual([]);
  });

  test('each role there has its promises; people have no role here', () => {
    expect(rows.map(([who]) => who).filter((who) => !Object.keys(CANNOT).some((one) => who.startsWith(one)))).toEqual(['whoever pushes to the branch']);
  });
});

test.each(Object.entries(SENTENCES).flatMap(([name, promises]) => promises.map((one) => [name, one.says, one] as const)))('%s says, and it is so: %s', (name, says, promise) => {
  expect(page(name).replace(/\s+/g, ' ')).toContain(says);
  expect(unproven(promise)).toEqual([]);
});

test.each(Object.entries(PATHS))('the requests of path %s are asked', (id, kinds) => {
  const asked = kinds.filter((kind) => TABLES.flatMap((table) => table[kind] ?? []).some(([sentence]) => sentence.startsWith(`${id}: `)));
  expect(asked).toEqual(kinds);
});

test('every role has its table', () => {
  const described = TABLES.map((table) => table.path);
  expect(DEPLOYMENT.roles.map((role) => role.path).filter((path) => !described.includes(path))).toEqual([]);
});

describeWith(CFN_LINT, 'what CloudFormation\'s handlers declare in the registry', () => {
  const template = exampleTemplates('guestbook')['Guestbook-Staging'];

  test.each(handlersOfRelease(template).map((one) => [`${one.type} ${one.operation}`, one.permissions]))('is in the release role\'s table for %s', (_, permissions) => {
    const allowed = releaseRoles[0].may.map(([, action]) => action);
    expect(permissions.filter((one) => !allowed.includes(one) && !(one in NEVER_NEEDED))).toEqual([]);
  });
});
