import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Release } from '../../src';
import { affectedBy, withRelease } from '../support/cloudformation';
import { container, environmentAlone, list, newApp, stackInUse, statements, synthesise } from '../support/synthesis';

const release = Release.withCommand({ command: ['node', 'dist/admin/migrate.js'], timeout: Duration.minutes(10) });
const { template } = environmentAlone({ release });
const json = template.toJSON();
const parameters = Object.keys(json.Parameters).filter((name) => name !== 'BootstrapVersion').sort();
const [candidate, current] = parameters;

test('the candidate is a parameter of its own, which reads the ledger as the release does', () => {
  expect(parameters).toEqual([expect.stringContaining('Candidate'), expect.stringContaining('Release')]);
  parameters.forEach((name) => expect(json.Parameters[name]).toMatchObject({ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/Guestbook/production/release' }));
});

test('naming a candidate changes the task of the release command, and nothing else', () => {
  const affected = affectedBy(json, candidate);
  expect(affected.map((id) => json.Resources[id].Type)).toEqual(['AWS::ECS::TaskDefinition']);
  expect(json.Resources[affected[0]].Properties.Family).toBe('Guestbook-production-release');
});

test('the release itself leaves that task alone', () => {
  expect(affectedBy(json, current).filter((id) => id.includes('ReleaseCommand'))).toEqual([]);
});

test('the command runs in the image of the candidate, with the config of the app, under a role of its own', () => {
  const one = container(template, 'release');
  expect(one.Command).toEqual(['node', 'dist/admin/migrate.js']);
  expect(JSON.stringify(one.Image)).toContain(`{"Ref":"${candidate}"}`);
  expect(one.Environment.map((each: any) => each.Name)).toEqual(expect.arrayContaining(['LOG_LEVEL', 'APPCONFIG_APPLICATION', 'UPLOADS_BUCKET', 'RELEASE']));
});

test('before the first release nothing runs, with a release command as without', () => {
  const counts = Object.values<any>(withRelease(json, false)).filter((one) => one.Type === 'AWS::ECS::Service').map((one) => one.Properties.DesiredCount);
  expect(counts).toEqual([0, 0]);
});

test('an output tells the release script what to run and where', () => {
  const text = json.Outputs.ReleaseCommand.Value['Fn::Join'][1].map((one: any) => (typeof one === 'string' ? one : 'x')).join('');
  expect(JSON.parse(text)).toEqual({
    parameter: candidate, taskDefinition: 'Guestbook-production-release', container: 'release', subnets: ['x', 'x'], securityGroups: ['x'], timeoutMinutes: 10,
  });
});

test('the release role may register that task, and whoever releases may run it', () => {
  const register = statements(template).find(({ statement }) => list(statement.Action).includes('ecs:RegisterTaskDefinition'))!;
  expect(JSON.stringify(register.statement.Resource)).toContain('Guestbook-production-release:*');
  const app = newApp();
  const role = new Role(stackInUse(app), 'Releaser', { assumedBy: new ServicePrincipal('codebuild.amazonaws.com') });
  environmentAlone({ release }, app).environment.grantRelease(role);
  const granted = statements(Template.fromStack(Stack.of(role))).map(({ statement }) => statement);
  const run = granted.find((one) => list(one.Action).includes('ecs:RunTask'));
  expect(run.Resource['Fn::Join'][1].at(-1)).toBe(':task-definition/Guestbook-production-release:*');
  expect(run.Condition.ArnEquals['ecs:cluster']).toBeDefined();
  const passed = granted.filter((one) => list(one.Action).includes('iam:PassRole')).map((one) => one.Condition.StringEquals['iam:PassedToService']);
  expect(passed.sort()).toEqual(['cloudformation.amazonaws.com', 'ecs-tasks.amazonaws.com']);
});

test('without a release command there is no candidate, and nobody may run a task', () => {
  const without = synthesise();
  expect(Object.keys(without.staging.toJSON().Parameters).filter((name) => name.includes('Candidate'))).toEqual([]);
  const actions = statements(without.pipeline).flatMap(({ statement }) => list<string>(statement.Action));
  expect(actions).not.toContain('ecs:RunTask');
});
