import { concerns } from '../iam/support/simulator';
import { CFN_LINT } from '../support/cfn-lint';
import { allApps, Assembly, exampleApps, wrongIn } from './support/apps';
import { handlersOfRelease, NEVER_NEEDED } from './support/handlers';
import { releaseRoleOf, rolesOf } from './support/roles';
import { describeWith } from './support/tools';

/** What handlers may do by their own account, and the release role of the template may do to nothing at all. */
function missing(assembly: Assembly): string[] {
  const roles = rolesOf(assembly);
  return Object.entries(assembly.templates).flatMap(([stack, template]) => {
    const role = releaseRoleOf(roles, stack);
    return role === undefined ? [] : handlersOfRelease(template).flatMap(({ type, operation, permissions }) => permissions
      .filter((one) => !(one in NEVER_NEEDED) && !role.statements.some((statement) => concerns(statement, one)))
      .map((one) => `${stack}: ${role.logicalId} may not ${one}, which the ${operation} handler of ${type} declares`));
  });
}

describeWith(CFN_LINT, 'what CloudFormation\'s handlers declare in the registry', () => {
  const guestbook = exampleApps().find(({ name }) => name === 'guestbook')!;
  const handlers = handlersOfRelease(guestbook.templates['Guestbook-Staging']);

  test('is read for all that a release changes, back and forth', () => {
    expect(handlers.map(({ type, operation }) => `${type} ${operation}`).sort()).toEqual([
      'AWS::ApplicationAutoScaling::ScalableTarget read',
      'AWS::ApplicationAutoScaling::ScalableTarget update',
      'AWS::ECS::Service read',
      'AWS::ECS::Service update',
      'AWS::ECS::TaskDefinition create',
      'AWS::ECS::TaskDefinition delete',
      'AWS::ECS::TaskDefinition read',
      'AWS::Scheduler::Schedule read',
      'AWS::Scheduler::Schedule update',
    ]);
    expect(handlers.filter(({ permissions }) => permissions.length === 0)).toEqual([]);
  });

  test('is allowed to every release role, but for what a release never needs', async () => {
    expect(await wrongIn(allApps(), missing)).toEqual([]);
  }, 600_000);

  test('holds all that is said to be never needed, so that nothing is said longer than it is true', () => {
    const all = handlers.flatMap(({ permissions }) => permissions);
    expect(Object.keys(NEVER_NEEDED).filter((one) => !all.includes(one))).toEqual([]);
  });

  test('would be missed', () => {
    const templates = JSON.parse(JSON.stringify(guestbook.templates));
    const policies = Object.values<any>(templates['Guestbook-Staging'].Resources).filter(({ Type }) => /^AWS::IAM::(Policy|ManagedPolicy)$/.test(Type));
    policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement).forEach((one) => {
      one.Action = [one.Action].flat().filter((action) => action !== 'ecs:StopServiceDeployment');
    });
    expect(missing({ ...guestbook, templates })).toEqual([expect.stringContaining('may not ecs:StopServiceDeployment, which the update handler of AWS::ECS::Service declares')]);
  });
});
