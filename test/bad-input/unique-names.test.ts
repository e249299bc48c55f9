import { Fn, Stack, Stage } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';
import { Codebase, Environment, FargateEnvironment, ImageRepository, ReleaseLedger, TwelveFactorFargateApp } from '../../src';
import { newApp } from '../support/synthesis';

const codebase = Codebase.codeCommit();
const HERE = { account: '111122223333', region: 'eu-west-1' };
const THERE = { account: '111122223333', region: 'us-east-1' };
const shop = (scope: Construct, id: string, appName?: string, env?: object) => new TwelveFactorFargateApp(scope, id, { codebase, appName, env });

test.each([['the same', 'shop', 'the same'], ['the same but for the case', 'Shop', '"Shop"']])('two apps may not have %s name in one account and region', (_how, first, told) => {
  const app = newApp();
  shop(app, 'One', first, HERE);
  expect(() => shop(app, 'Two', 'shop', HERE)).toThrow('TwelveFactorFargateApp "Two" has one mistake:\n' +
    `  - the name of the app of Two is "shop", and that of One is ${told} in the same account and region, where stacks, parameters and the image repository ` +
    'are named after it; give one of them another appName, or give their Stages an env of their own');
  expect(() => shop(app, 'Three', 'shop', THERE)).not.toThrow();
});

test('two unknown places are the same, and a known one is another', () => {
  const app = newApp();
  shop(app, 'One', 'Shop');
  expect(() => shop(new Stage(app, 'Prod'), 'Two', 'shop')).toThrow(/the name of the app of Prod\/Two is "shop", and that of One is "Shop"/);
  expect(() => shop(new Stage(app, 'Known', { env: HERE }), 'Two', 'shop')).not.toThrow();
});

test('two Stages give two names by themselves', () => {
  const app = newApp();
  shop(new Stage(app, 'Dev'), 'Shop');
  expect(() => shop(new Stage(app, 'Prod'), 'Shop')).not.toThrow();
});

test.each(['AwsTool', 'awsome-shop', 'SSM', 'ssm-x'])('the app name %s is refused, since no parameter may be named so', (name) => {
  expect(() => shop(newApp(), 'One', name)).toThrow('appName must not start with "aws" or "ssm" in upper or lower case, because Systems Manager');
  expect(() => shop(newApp(), name)).toThrow(/the name of the app, made of the id ".*", must not start .*, got ".*"; give a name of its own with the prop appName/);
  expect(() => new ReleaseLedger(new Stack(newApp()), 'Ledger', { appName: name, environmentName: 'staging' })).toThrow(/appName must not start with "aws" or "ssm"/);
});

test('names that hold those letters elsewhere pass', () => {
  expect(() => shop(newApp(), 'One', 'paws-ssm')).not.toThrow();
  expect(() => new ReleaseLedger(new Stack(newApp()), 'Ledger', { appName: 'Shop', environmentName: 'aws' })).not.toThrow();
});

test.each(['a-very-long-stage-name', 'team_a'])('a name that the stage %s makes too long or wrong says where it comes from, and what to give', (stage) => {
  expect(() => shop(new Stage(newApp(), stage), 'Guestbook')).toThrow(
    `the name of the app, made of the name of the stage, "${stage}", and the id "Guestbook", must be 2 to 24 letters`);
  expect(() => shop(new Stage(newApp(), stage), 'Guestbook')).toThrow(/, got ".*-Guestbook"; give a name of its own with the prop appName/);
  expect(() => shop(new Stage(newApp(), stage), 'Guestbook', 'Guestbook')).not.toThrow();
});

describe('what is used alone', () => {
  const ledgerIn = (stack: Stack, appName: string) => new ReleaseLedger(stack, `${appName}Ledger`, { appName, environmentName: 'staging' });
  const environmentIn = (app: Construct, id: string, appName: string, env?: object) => {
    const stack = new Stack(app, id, { env });
    const repository = Repository.fromRepositoryName(stack, 'Images', 'shop');
    const ledger = ledgerIn(new Stack(app, `${id}Ledger`, { env }), appName);
    return new FargateEnvironment(stack, 'Environment', { appName, environment: Environment.staging(), ledger, repository });
  };

  test('environments of one app and name are told apart by their place', () => {
    const app = newApp();
    environmentIn(app, 'One', 'Shop');
    expect(() => environmentIn(app, 'Two', 'shop')).toThrow(
      /FargateEnvironment "Two\/Environment" has one mistake:\n {2}- the name of app and environment of Two\/Environment is "shop staging", and that of One\/Environment is "Shop staging"/);
    expect(() => environmentIn(app, 'Three', 'shop', HERE)).not.toThrow();
  });

  test('ledgers, whose names mind the case', () => {
    const app = newApp();
    ledgerIn(new Stack(app, 'One'), 'Shop');
    expect(() => ledgerIn(new Stack(app, 'Two'), 'Shop')).toThrow(/the ledger of Two\/ShopLedger is "\/Shop\/staging", and that of One\/ShopLedger is the same/);
    expect(() => ledgerIn(new Stack(app, 'Three'), 'shop')).not.toThrow();
  });

  test('image repositories, unless the name is known at deployment only', () => {
    const app = newApp();
    const named = (id: string, repositoryName: string) => new ImageRepository(new Stack(app, id), 'Images', { repositoryName });
    named('One', 'shop');
    expect(() => named('Two', 'shop')).toThrow(/ImageRepository "Two\/Images" has one mistake:\n {2}- the repositoryName of Two\/Images is "shop", and that of One\/Images is the same/);
    named('Three', Fn.importValue('Name'));
    expect(() => named('Four', Fn.importValue('Name'))).not.toThrow();
  });
});
