import { Logging, LogDestination } from '../src';
import { list, statements, synthesise } from './support/synthesis';
import { WIDE_ACTIONS } from './support/wide-actions';

const cloudWatch = synthesise();
const fireLens = synthesise({ logging: Logging.fireLens([LogDestination.cloudWatch(), LogDestination.s3()]) });

describe.each([['CloudWatch', cloudWatch], ['FireLens', fireLens]])('with logging to %s', (_name, app) => {
  const all = ['Codebase', 'Staging', 'Production', 'Pipeline'].flatMap((id) => statements(app.template(id)));
  const wide = all.filter(({ statement }) => list(statement.Resource).includes('*'));

  test('there are statements to look at', () => {
    expect(all.length).toBeGreaterThan(60);
  });

  test('no statement reaches everything unless the service offers nothing narrower', () => {
    const unknown = wide.flatMap(({ holder, statement }) => list<string>(statement.Action).map((action) => ({ holder, action })))
      .filter(({ action }) => !(action in WIDE_ACTIONS));
    expect(unknown).toEqual([]);
  });

  test('no statement allows every action of a service', () => {
    expect(all.flatMap(({ statement }) => list<string>(statement.Action)).filter((action) => /^\*$|:\*$/.test(action))).toEqual([]);
  });

  test('every iam:PassRole names its roles and the one service that gets them', () => {
    const passes = all.filter(({ statement }) => list(statement.Action).includes('iam:PassRole'));
    expect(passes.length).toBeGreaterThan(5);
    for (const { statement } of passes) {
      expect(list(statement.Resource)).not.toContain('*');
      expect(statement.Condition.StringEquals['iam:PassedToService']).toBeDefined();
    }
  });
});

test('each acknowledgement is one that is needed', () => {
  const used = ['Codebase', 'Staging', 'Production', 'Pipeline'].flatMap((id) => statements(cloudWatch.template(id)))
    .filter(({ statement }) => list(statement.Resource).includes('*')).flatMap(({ statement }) => list<string>(statement.Action));
  expect(Object.keys(WIDE_ACTIONS).filter((action) => !used.includes(action))).toEqual([]);
});

test('every role that a service assumes is bound to this account, where the service says on whose behalf it asks', () => {
  // Lambda does not say it; AppConfig and CloudFormation do not document that they do, and a release hangs on it.
  const unbound = ['lambda.amazonaws.com', 'appconfig.amazonaws.com', 'cloudformation.amazonaws.com'];
  const trusts = ['Staging', 'Production', 'Pipeline'].flatMap((id) => Object.entries(cloudWatch.template(id).findResources('AWS::IAM::Role')))
    .flatMap(([id, role]) => role.Properties.AssumeRolePolicyDocument.Statement.map((one: any) => ({ id, ...one })))
    .filter((one) => one.Principal.Service && !unbound.includes(one.Principal.Service));
  expect(trusts.length).toBeGreaterThan(20);
  expect(trusts.filter((one) => !one.Condition?.StringEquals?.['aws:SourceAccount']).map((one) => one.id)).toEqual([]);
});
