import * as fs from 'fs';
import * as path from 'path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Codebase, Environment, TwelveFactorFargateApp } from '../src';
import { GUESTBOOK, newApp, NO_FLAGS, RECOMMENDED, resources, synthesise } from './support/synthesis';

const stacks = (app: App) => app.synth().stacksRecursively.map((stack) => stack.stackName);
const codebase = Codebase.codeCommit();

describe('with nothing but a codebase', () => {
  const minimal = new TwelveFactorFargateApp(newApp(), 'Guestbook', { codebase });

  test('has staging and production, each with one web process', () => {
    expect(minimal.environments.map((one) => one.environmentName)).toEqual(['staging', 'production']);
    expect(minimal.environments.map((one) => one.services.length)).toEqual([1, 1]);
    expect(minimal.environment('staging').runTimeConfig).toBeUndefined();
  });

  test('fails when asked for what it does not have, saying what it has', () => {
    expect(() => minimal.environment('test')).toThrow('there is no environment named "test"; there is staging, production');
    expect(() => minimal.environment('staging').process('worker')).toThrow('there is no process named "worker"; there is web');
    expect(() => minimal.environment('staging').adminTask('seed')).toThrow('there is no admin task named "seed"; there is none');
    expect(() => minimal.environment('staging').backingService('A')).toThrow('there is no backing service named "A"; there is none');
  });
});

describe('stacks', () => {
  test('are four, in the order that they are deployed in', () => {
    const app = newApp();
    new TwelveFactorFargateApp(app, 'Guestbook', GUESTBOOK);
    expect(stacks(app)).toEqual(['Guestbook-Codebase', 'Guestbook-Staging', 'Guestbook-Production', 'Guestbook-Pipeline']);
  });

  test('depend on those before them only', () => {
    const children = synthesise().app.node.children as Stack[];
    const order = children.map((stack) => stack.node.id);
    children.forEach((stack, index) => stack.dependencies.forEach((other) => expect(order.indexOf(other.node.id)).toBeLessThan(index)));
  });

  test('environments name nothing of another stack, so that nothing ties them together', () => {
    const { staging, production } = synthesise();
    expect(JSON.stringify([staging, production])).not.toMatch(/Fn::(ImportValue|GetStackOutput)/);
  });

  test('are named after the stage that the app is in', () => {
    const app = newApp();
    new TwelveFactorFargateApp(new Stage(app, 'Test'), 'Guestbook', { codebase });
    expect(stacks(app)).toEqual(['Codebase', 'Staging', 'Production', 'Pipeline'].map((id) => `Test-Guestbook-${id}`));
  });

  test('can stand in a stack, as any construct', () => {
    const app = newApp();
    const outer = new Stack(app, 'Outer');
    new CfnBucket(outer, 'Bucket');
    new TwelveFactorFargateApp(outer, 'Guestbook', { codebase });
    expect(stacks(app)).toEqual(expect.arrayContaining(['Outer', 'Guestbook-Codebase', 'Guestbook-Pipeline']));
  });

  test('are tagged with the app, and those of an environment with the environment', () => {
    const { staging, codebase: code } = synthesise();
    staging.hasResourceProperties('AWS::ECS::Service', { Tags: Match.arrayWith([{ Key: 'app', Value: 'Guestbook' }, { Key: 'environment', Value: 'staging' }]) });
    staging.hasResourceProperties('AWS::ECS::Service', { Tags: Match.arrayWith([{ Key: 'process', Value: 'worker' }]) });
    code.hasResourceProperties('AWS::ECR::Repository', { Tags: [{ Key: 'app', Value: 'Guestbook' }] });
    const tagged = Object.entries<any>(staging.toJSON().Resources).filter(([, { Properties }]) => Array.isArray(Properties?.Tags));
    expect(tagged.map(([, { Type }]) => Type)).toContain('AWS::Lambda::Function');
    expect(tagged.filter(([, { Properties }]) => !Properties.Tags.some(({ Key }: any) => Key === 'environment')).map(([id]) => id)).toEqual([]);
  });
});

describe('account and region', () => {
  const env = { account: '111122223333', region: 'eu-west-1' };

  test('are those that the app is given', () => {
    const { app, production } = synthesise({ env });
    expect((app.node.findChild('Production') as Stack).region).toBe('eu-west-1');
    expect(JSON.stringify(production)).toContain('111122223333.dkr.ecr.eu-west-1.');
  });

  test('need not be known: every template deploys anywhere', () => {
    const { staging } = synthesise();
    expect(JSON.stringify(staging)).not.toMatch(/\d{12}:|eu-west-1:/);
  });
});

describe.each([['all recommended flags', RECOMMENDED], ['no flags', NO_FLAGS]])('with %s', (_title, context) => {
  const app = newApp(context);
  const outdir = app.outdir;
  new TwelveFactorFargateApp(app, 'Guestbook', GUESTBOOK);
  app.synth();
  const report = path.join(outdir, 'validation-report.json');
  const violations = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')).pluginReports.flatMap((one: any) => one.violations) : [];

  test('the bundled validator finds nothing', () => {
    expect(violations.filter((one: any) => one.ruleName !== 'Annotation::cdk-twelve-factor-fargate:WebEntryPoint.http')).toEqual([]);
  });

  test('the only custom resources are those of the library that AWS has no type for, and the one of CDK\'s own that a flag asks for', () => {
    const types = app.synth().stacksRecursively.flatMap((stack) => Object.values<any>(stack.template.Resources).map((one) => one.Type))
      .filter((type) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource');
    const flagged = context === RECOMMENDED ? ['Custom::VpcRestrictDefaultSG', 'Custom::VpcRestrictDefaultSG'] : [];
    const own = ['AvailabilityZones', 'AvailabilityZones', 'DeletionProtection', 'ReleaseLedger', 'ReleaseLedger'].map((one) => `Custom::${one}`);
    expect(types.sort()).toEqual([...flagged, ...own].sort());
  });

  test('counts are zero before the first release, whatever CDK would put there', () => {
    const services = Object.values<any>(app.synth().getStackByName('Guestbook-Staging').template.Resources).filter((one) => one.Type === 'AWS::ECS::Service');
    expect(services.map((one) => one.Properties.DesiredCount['Fn::If'].slice(1))).toEqual([[{ Ref: 'AWS::NoValue' }, 0], [{ Ref: 'AWS::NoValue' }, 0]]);
  });
});

test('the bundled validator is at work in these tests: it finds a wrong template', () => {
  const app = newApp();
  new CfnBucket(new Stack(app, 'Wrong'), 'Bucket', { bucketName: 'Not A Bucket Name' });
  const find = () => {
    app.synth();
    return fs.readFileSync(path.join(app.outdir, 'validation-report.json'), 'utf8');
  };
  let found: string;
  try {
    found = find();
  } catch (error) {
    found = String(error);
  }
  expect(found).toMatch(/Not A Bucket Name|BucketName/);
});

describe('warnings', () => {
  const id = '[ack: cdk-twelve-factor-fargate:WebEntryPoint.http]';

  test('say that clients come over HTTP while there is no domain', () => {
    const { app } = synthesise();
    Annotations.fromStack(app.node.findChild('Production') as Stack).hasWarning('*', Match.stringLikeRegexp(`over HTTP, unencrypted.*${id.replace(/[[\]]/g, '.')}`));
  });

  test('do not speak of HTTP where there is no web process', () => {
    const { app } = synthesise({ processes: { worker: GUESTBOOK.processes!.worker } });
    Annotations.fromStack(app.node.findChild('Production') as Stack).hasNoWarning('*', Match.stringLikeRegexp('HTTP'));
  });
});

test('names with hyphens become names without, where hyphens are not allowed', () => {
  const scope = newApp();
  const { template } = synthesise({
    environments: [Environment.named('pre-production', { production: true })],
    backingServices: { 'guest-book': GUESTBOOK.backingServices!.Datastore },
    adminTasks: { 'nightly-backup': GUESTBOOK.adminTasks!.seed, 'schedules': GUESTBOOK.adminTasks!.seed },
  }, scope);
  const outputs = template('PreProduction').toJSON().Outputs;
  expect(Object.keys(outputs)).toEqual(expect.arrayContaining(['RunNightlyBackup', 'GuestBookSwapPrefix']));
  expect(Object.keys(outputs).filter((name) => !/^[A-Za-z0-9]+$/.test(name))).toEqual([]);
  template('PreProduction').hasResource('AWS::DynamoDB::GlobalTable', { DeletionPolicy: 'Retain' });
});

test('synthesis is deterministic', () => {
  const templates = () => ['Codebase', 'Staging', 'Production', 'Pipeline'].map((id) => synthesise().template(id).toJSON());
  expect(templates()).toEqual(templates());
});

test('two apps stand side by side in one CDK app', () => {
  const app = newApp();
  ['One', 'Two'].forEach((id) => new TwelveFactorFargateApp(app, id, { codebase }));
  expect(stacks(app)).toHaveLength(8);
});

test('the logical names of what holds data stay as they are: another name would replace it', () => {
  const { codebase: code, production } = synthesise();
  expect(Object.keys(resources(code, 'AWS::ECR::Repository'))).toEqual(['ImagesRepository2D0F5B9C']);
  expect(Object.keys(resources(code, 'AWS::CodeCommit::Repository'))).toEqual(['SourceRepository74575110']);
  expect(Object.keys(resources(code, 'Custom::ReleaseLedger'))).toEqual(['StagingLedgerCurrentEntry2BE6C95C', 'ProductionLedgerCurrentEntry793B3E4E']);
  expect(Object.keys(resources(production, 'AWS::DynamoDB::GlobalTable'))).toEqual(['BackingServicesDatastoreTable7F455191']);
  expect(Object.keys(resources(production, 'AWS::S3::Bucket')).filter((name) => name.startsWith('BackingServices'))).toEqual(['BackingServicesUploadsBucket560B62D3']);
});

test('an app with no production has no approval', () => {
  const { pipeline } = synthesise({ environments: [Environment.staging(), Environment.named('demo')] });
  expect(JSON.stringify(pipeline)).not.toContain('"Category":"Approval"');
});
