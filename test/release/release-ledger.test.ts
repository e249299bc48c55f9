import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ReleaseLedger } from '../../src';
import { newApp, statements } from '../support/synthesis';

const stack = new Stack(newApp(), 'Codebase');
const ledger = new ReleaseLedger(stack, 'Ledger', { appName: 'Guestbook', environmentName: 'staging' });
const template = Template.fromStack(stack);
const entry = Object.values(template.findResources('Custom::ReleaseLedger'))[0].Properties;

test('is named after app and environment', () => {
  expect(ledger.ledgerName).toBe('/Guestbook/staging');
  expect(ledger.currentEntryName).toBe('/Guestbook/staging/release');
});

test('creates the current entry once, at none, and never over another', () => {
  expect(JSON.parse(entry.Create)).toMatchObject({
    service: 'SSM', action: 'putParameter', parameters: { Name: '/Guestbook/staging/release', Value: 'none', Overwrite: false },
  });
});

test('never touches the entry again, since an update would stop the environment', () => {
  expect(entry.Update).toBeUndefined();
  expect(template.findResources('AWS::SSM::Parameter')).toEqual({});
});

test('adopts the entry that is there: an environment that is taken away and put back goes on with its release', () => {
  expect(JSON.parse(entry.Create).ignoreErrorCodesMatching).toBe('ParameterAlreadyExists');
});

test('never deletes the entry: the environment may still be running', () => {
  expect(entry.Delete).toBeUndefined();
});

test('says what the entry is', () => {
  expect(JSON.parse(entry.Create).parameters.Description).toBe('Current release of Guestbook in staging. Written by releases only');
});

test('its function may create that parameter, and neither overwrite it nor write another', () => {
  const resource = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':parameter/Guestbook/staging/release']] };
  const own = statements(template).filter(({ statement }) => JSON.stringify(statement.Action).includes('ssm:'));
  expect(own.map(({ statement }) => statement)).toEqual([{
    Action: ['ssm:PutParameter', 'ssm:AddTagsToResource'].sort(),
    Effect: 'Allow',
    Resource: resource,
  }, {
    Action: 'ssm:PutParameter',
    Condition: { StringEquals: { 'ssm:Overwrite': 'true' } },
    Effect: 'Deny',
    Resource: resource,
  }]);
});

test('two ledgers of a stack share one function and one log group', () => {
  const both = new Stack(newApp(), 'Both');
  ['staging', 'production'].forEach((environmentName) => new ReleaseLedger(both, environmentName, { appName: 'Guestbook', environmentName }));
  Template.fromStack(both).resourceCountIs('AWS::Lambda::Function', 1);
  Template.fromStack(both).resourceCountIs('AWS::Logs::LogGroup', 1);
});

test('keeps twenty releases, or as many as it is told', () => {
  expect(ledger.releasesKept).toBe(20);
  const other = new ReleaseLedger(new Stack(newApp(), 'Other'), 'Ledger', { appName: 'Guestbook', environmentName: 'staging', releasesKept: 100 });
  expect(other.releasesKept).toBe(100);
});

test.each([1, 101, 2.5])('fails when it is to keep %d releases', (releasesKept) => {
  expect(() => new ReleaseLedger(new Stack(newApp(), 'Other'), 'Ledger', { appName: 'Guestbook', environmentName: 'staging', releasesKept }))
    .toThrow(new RegExp(`releasesKept must be a whole number from 2 to 100 \\(the current release and at least one to go back to\\), got ${releasesKept}`));
});

test('fails on names that cannot become parameters, telling both at once', () => {
  expect(() => new ReleaseLedger(stack, 'Wrong', { appName: 'guest book', environmentName: '1st' }))
    .toThrow(/ReleaseLedger "Wrong" has 2 mistakes:\n {2}- appName must be .*"guest book"\n {2}- environmentName must be .*"1st"/);
});
