import { App, Stack, Stage } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import * as fc from 'fast-check';
import { Environment, FargateEnvironment, ReleaseLedger, TwelveFactorFargateApp, TwelveFactorFargateAppProps } from '../../src';
import { app } from '../properties/arbitraries/apps';
import { replacingProperties } from '../stability/support/replacement';
import { CFN_LINT } from '../support/cfn-lint';
import { GUESTBOOK, newApp, stackInUse, WITHOUT_VALIDATOR } from '../support/synthesis';
import { allApps, Assembly, assemblyFrom } from './support/apps';
import { BEYOND_REGION, equalNames, physicalNames } from './support/physical-names';
import { describeWith } from './support/tools';

/** An app with something in every room, under an id of its own. */
function made(id: string, props: Partial<TwelveFactorFargateAppProps>, stage?: string): Assembly {
  const cdk = newApp(WITHOUT_VALIDATOR);
  new TwelveFactorFargateApp(stage === undefined ? cdk : new Stage(cdk, stage), id, { ...GUESTBOOK, ...props });
  return assemblyFrom(id, cdk);
}

/** An environment by itself, in a stack and under a construct id that others have too. */
function alone(appName: string): Assembly {
  const cdk: App = newApp(WITHOUT_VALIDATOR);
  const { codebase, provenance, ...description } = GUESTBOOK;
  const environment = Environment.production();
  const ledger = new ReleaseLedger(new Stack(cdk, 'Ledgers', { stackName: `${appName}-Ledgers` }), 'Ledger', { appName, environmentName: environment.name });
  const stack = new Stack(cdk, 'Production', { stackName: `${appName}-Production` });
  new FargateEnvironment(stack, 'App', { ...description, appName, environment, ledger, repository: Repository.fromRepositoryName(stack, 'Images', 'images') });
  return assemblyFrom(appName, cdk);
}

describeWith(CFN_LINT, 'two apps in one account and region', () => {
  test('of different names have no name in common, be their construct ids the same', () => {
    expect(equalNames(made('App', { appName: 'Foo' }), made('App', { appName: 'Bar' }))).toEqual([]);
    expect(equalNames(alone('Foo'), alone('Bar'))).toEqual([]);
  }, 120_000);

  test('in two stages have none', () => {
    expect(equalNames(made('Shop', {}, 'Beta'), made('Shop', {}, 'Gamma'))).toEqual([]);
  }, 120_000);
});

describeWith(CFN_LINT, 'one app', () => {
  test('in two accounts has no name that there can be only one of', () => {
    const names = physicalNames(made('Shop', { appName: 'Shop' }));
    expect(names.filter(({ type }) => BEYOND_REGION[type] === 'partition')).toEqual([]);
  }, 60_000);

  test('in two regions of one account has no role under one name', () => {
    const env = (region: string) => ({ account: '111122223333', region });
    const [here, there] = ['eu-west-1', 'us-east-1'].map((region) => made('Shop', { appName: 'Shop', env: env(region) }));
    expect(equalNames(here, there).filter((one) => BEYOND_REGION[one.split(' ')[0]])).toEqual([]);
  }, 120_000);

  test('gives a name twice nowhere', () => {
    for (const assembly of allApps()) {
      // Environments may be in other accounts or regions than the rest.
      const all = physicalNames(assembly).map(({ type, name, stack }) => `${JSON.stringify(assembly.places[stack])} ${type} ${name}`);
      expect(all.filter((one, index) => all.indexOf(one) !== index)).toEqual([]);
    }
  }, 600_000);
});

describeWith(CFN_LINT, 'the same name under another construct id, or in a stage', () => {
  /** What CloudFormation would put in the place of something, or create and delete. */
  function changed(before: Assembly, after: Assembly): string[] {
    return Object.entries(before.templates).flatMap(([stack, { Resources: was }]) => {
      const is = after.templates[stack]?.Resources ?? {};
      return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((id) => (was[id] && is[id]
        ? replacingProperties(was[id].Type, was[id].Properties, is[id].Properties).map((property) => `${stack}: ${id} (${is[id].Type}) is replaced: ${property}`)
        : [`${stack}: ${id} (${(was[id] ?? is[id]).Type}) is ${was[id] ? 'deleted' : 'created'}`]));
    });
  }

  test('replaces nothing', () => {
    const props = { appName: 'Shop' };
    expect(changed(made('Shop', props), made('Other', props))).toEqual([]);
    expect(changed(made('Shop', props), made('Shop', props, 'Live'))).toEqual([]);
  }, 120_000);

  test('replaces nothing in random apps', () => {
    for (const { props, place } of fc.sample(app, { seed: 11, numRuns: 4 })) {
      const [before, after] = ['Guestbook', 'Other'].map((id) => {
        const cdk = newApp(WITHOUT_VALIDATOR);
        new TwelveFactorFargateApp(cdk, id, { ...props.make(stackInUse(cdk, place)), appName: 'Shop' });
        return assemblyFrom(id, cdk);
      });
      expect([...changed(before, after), props.text]).toEqual([props.text]);
    }
  }, 120_000);
});

describeWith(CFN_LINT, 'the net holds', () => {
  const stack = (resources: any, name = 'One'): Assembly => ({ name, templates: { [name]: { Resources: resources } }, places: {}, bytes: {} });

  test.each<[string, any]>([
    ['a name', { A: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmName: 'down' } } }],
    ['a name that is pieced together', { A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] } } } }],
    ['a name of what the schema knows by an id', { A: { Type: 'AWS::CodeCommit::Repository', Properties: { RepositoryName: 'code' } } }],
    ['a family', { A: { Type: 'AWS::ECS::TaskDefinition', Properties: { Family: 'web' } } }],
    ['a schedule', { A: { Type: 'AWS::Scheduler::Schedule', Properties: { Name: 'backup' } } }],
  ])('%s that two have is seen', (_what, resources) => {
    expect(equalNames(stack(resources), stack(resources, 'Two'))).toHaveLength(1);
  });

  test.each<[string, any]>([
    ['is made by CloudFormation', { A: { Type: 'AWS::SQS::Queue', Properties: {} } }],
    ['holds the name of its stack', { A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'AWS::StackName' } } } }],
    ['is one within a parent of its own', { P: { Type: 'AWS::AppConfig::Application', Properties: { Name: { Ref: 'AWS::StackName' } } }, A: { Type: 'AWS::AppConfig::Environment', Properties: { ApplicationId: { Ref: 'P' }, Name: 'live' } } }],
  ])('a name that %s is not', (_what, resources) => {
    expect(equalNames(stack(resources), stack(resources, 'Two'))).toEqual([]);
  });
});
