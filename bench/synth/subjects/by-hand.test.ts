import * as fs from 'fs';
import { App } from 'aws-cdk-lib';
import { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { define as appByHand } from './by-hand/app';
import { CONNECTION_ARN, EnvironmentShape } from './shape';
import { Codebase, Environment, TwelveFactorFargateApp } from '../../../src';
import { newApp, RECOMMENDED } from '../../../test/support/synthesis';
import { canonical, readable, Templates } from '../canonical';

const codebase = Codebase.github('acme/guestbook', { connectionArn: CONNECTION_ARN });

interface Synthesised {
  readonly templates: Templates;
  readonly order: { [stackName: string]: string[] };
}

function synthesised(define: (app: App) => void): Synthesised {
  const app = newApp({ ...RECOMMENDED, 'aws:cdk:enable-path-metadata': true }); // by which names are known that the CDK makes of paths
  define(app);
  const { stacks } = app.synth();
  const before = (stack: CloudFormationStackArtifact) => stack.dependencies.filter((one) => one instanceof CloudFormationStackArtifact);
  return {
    templates: Object.fromEntries(stacks.map((stack) => [stack.stackName, JSON.parse(fs.readFileSync(stack.templateFullPath, 'utf8'))])),
    order: Object.fromEntries(stacks.map((stack) => [stack.stackName, before(stack).map(({ stackName }) => stackName).sort()])),
  };
}

function expectSame(byHand: Synthesised, library: Synthesised): void {
  expect(readable(byHand.templates)).toEqual(readable(library.templates)); // first, as it shows a difference where it is
  expect(canonical(byHand.templates)).toEqual(canonical(library.templates));
  expect(byHand.order).toEqual(library.order);
}

test('the app by hand has the resources of the default app, property by property', () => {
  const library = synthesised((app) => new TwelveFactorFargateApp(app, 'Guestbook', { codebase }));
  expectSame(synthesised((app) => appByHand(app, 'Guestbook')), library);
});

test('and so have several apps with several environments', () => {
  const shapes: EnvironmentShape[] = [{ name: 'stage1', production: false }, { name: 'stage2', production: false }, { name: 'stage3', production: true }];
  const environments = shapes.map(({ name, production }) => Environment.named(name, { production }));
  const names = ['App1', 'App2'];
  const library = synthesised((app) => names.forEach((name) => new TwelveFactorFargateApp(app, name, { codebase, environments })));
  expectSame(synthesised((app) => names.forEach((name) => appByHand(app, name, shapes))), library);
});

describe('two templates are not the same', () => {
  const one = (properties: object, more: object = {}) => ({ App: { Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: properties }, ...more } } });
  const topic = (queue: string) => ({ Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { Ref: queue } } } });
  const other = { Other: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 2 } } };

  test.each([
    ['another value', one({ DelaySeconds: 1 }), one({ DelaySeconds: 2 })],
    ['a property less', one({ DelaySeconds: 1 }), one({})],
    ['a resource more', one({}), one({}, { More: { Type: 'AWS::SQS::Queue', Properties: {} } })],
    ['another type', one({}), { App: { Resources: { Queue: { Type: 'AWS::SNS::Topic', Properties: {} } } } }],
    ['a reference to another resource of the type', one({}, { ...other, ...topic('Queue') }), one({}, { ...other, ...topic('Other') })],
  ])('%s', (_what, first, second) => expect(canonical(first)).not.toEqual(canonical(second)));

  test('but those are that differ in names alone', () => {
    const renamed = { App: { Resources: { A: { Type: 'AWS::SQS::Queue', Properties: {} }, B: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { Ref: 'A' } } } } } };
    expect(canonical(one({}, topic('Queue')))).toEqual(canonical(renamed));
  });
});
