import { Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Environment, ImageRepository, LogDestination, Logging, VulnerabilityGate } from '../../src';
import { sorted, sortedDeep } from '../../src/private/order';
import { container, environmentAlone, newApp, only } from '../support/synthesis';

const text = (value: unknown) => JSON.stringify(value);

test('a map is sorted by its names, capital letters first, and not within', () => {
  expect(text(sorted({ b: { z: 1, y: 2 }, B: 3, a: 4 }))).toBe('{"B":3,"a":4,"b":{"z":1,"y":2}}');
});

test('values are sorted at every depth, and lists keep their order', () => {
  expect(text(sortedDeep({ b: [{ z: 1, y: [] }, 2, 1], a: null }))).toBe('{"a":null,"b":[{"y":[],"z":1},2,1]}');
});

test('names that every object has, and those that look like numbers, are names as any other', () => {
  expect(Object.keys(sorted(JSON.parse('{"toString":1,"__proto__":2,"10":3,"9":4}')))).toEqual(['9', '10', '__proto__', 'toString']);
});

test.each([undefined, null, 7, 'text', [2, 1], new Date(0), Lazy.any({ produce: () => ({ b: 1, a: 2 }) }), Fn.importValue('x')])('what is no map comes back as it is: %p', (value) => {
  expect(sorted(value)).toBe(value);
  expect(sortedDeep({ value }).value).toEqual(value);
});

test('what holds itself is left for others to find', () => {
  const values: any = { b: 1, a: {} };
  values.a.again = values;
  expect(sortedDeep(values).a.again).toBe(values);
});

test('the variables that a log destination of one\'s own returns are sorted', () => {
  class Elsewhere extends LogDestination {
    public bind() {
      return { configurationFile: __filename, route: (_scope: Construct, _name: string, _writer: IGrantable) => ({ Z_LOG: '1', A_LOG: '2' }) };
    }
  }
  const { template } = environmentAlone({ logging: Logging.fireLens([new Elsewhere()]), environment: Environment.staging() });
  const names = container(template, 'log-router').Environment.map(({ Name }: any) => Name);
  expect(names.filter((name: string) => name.endsWith('_LOG'))).toEqual(['A_LOG', 'Z_LOG']);
});

test('the tags of roles that share images are sorted', () => {
  const stack = new Stack(newApp());
  new ImageRepository(stack, 'Images', { repositoryName: 'shop' }).shareWith('444455556666', { environment: 'production', app: 'Shop' });
  const { Condition } = only(Template.fromStack(stack), 'AWS::ECR::Repository').RepositoryPolicyText.Statement[0];
  expect(Object.keys(Condition.StringEquals)).toEqual(['aws:PrincipalTag/app', 'aws:PrincipalTag/environment']);
});

test('accepted vulnerabilities are sorted', () => {
  const gate = VulnerabilityGate.failOn('HIGH' as any, { accept: { 'CVE-2': 'b', 'CVE-1': 'a' } });
  expect(gate._arguments()).toBe('--fail-on HIGH --accept \'CVE-1=a\' --accept \'CVE-2=b\'');
});
