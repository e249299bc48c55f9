import { Stack } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  Approval, Attachment, BackingService, Codebase, Environment, LogDestination, Logging, Network, Notifications, TwelveFactorFargateApp,
  TwelveFactorFargateAppProps,
} from '../../src';
import { environmentAlone, newApp, stackInUse } from '../support/synthesis';

const HOME = { account: '111122223333', region: 'eu-west-1' };
const FAR = { account: '111122223333', region: 'us-east-1' };
const THEIRS = { account: '444455556666', region: 'eu-west-1' };

type Given = (there: Stack) => Partial<TwelveFactorFargateAppProps>;

const attach = Attachment.variable('A');
const production = (options: object) => ({ environments: [Environment.production(options)] });
const vpc = (there: Stack) => Vpc.fromVpcAttributes(there, 'Vpc', {
  vpcId: 'vpc-1',
  availabilityZones: ['a', 'b'],
  publicSubnetIds: ['subnet-1', 'subnet-2'],
  privateSubnetIds: ['subnet-3', 'subnet-4'],
});

/** What may be handed in, and what the error calls it. */
const table: [Given, RegExp] = [
  (there) => ({ backingServices: { Data: BackingService.existingDynamoDbTable({ table: Table.fromTableName(there, 'Countries', 'countries'), attach }) } }),
  /environment production: backingServices\.Data\.table is There\/Countries/,
];
const bucket: [Given, RegExp] = [
  (there) => ({ backingServices: { Data: BackingService.existingBucket({ bucket: Bucket.fromBucketName(there, 'Uploads', 'uploads'), attach }) } }),
  /environment production: backingServices\.Data\.bucket is There\/Uploads/,
];
const newBucket: [Given, RegExp] = [
  (there) => ({ backingServices: { Data: BackingService.existingBucket({ bucket: new Bucket(there, 'Uploads'), attach }) } }), bucket[1],
];
const swapped: [Given, RegExp] = [
  (there) => ({
    backingServices: { Data: BackingService.bucket({ attach }) },
    ...production({ backingServices: { Data: BackingService.existingBucket({ bucket: Bucket.fromBucketName(there, 'Uploads', 'uploads'), attach }) } }),
  }), bucket[1],
];
const network: [Given, RegExp] = [(there) => production({ network: Network.existing(vpc(there)) }), /environment production: network is There\/Vpc/];
const logs: [Given, RegExp] = [
  (there) => ({ logging: Logging.fireLens([LogDestination.cloudWatch(), LogDestination.s3({ bucket: Bucket.fromBucketName(there, 'Logs', 'logs') })]) }),
  /environment production: logging: the bucket of destination 2 is There\/Logs/,
];
const archive: [Given, RegExp] = [
  (there) => ({ codebase: Codebase.s3({ bucket: Bucket.fromBucketName(there, 'Code', 'code'), key: 'code.zip' }) }), /codebase\.bucket is There\/Code/,
];
const topic: [Given, RegExp] = [
  (there) => ({ notifications: [Notifications.toTopic(Topic.fromTopicArn(there, 'Told', `arn:aws:sns:${there.region}:${there.account}:told`))] }),
  /notifications\.toTopic\.topic is There\/Told/,
];
const approval: [Given, RegExp] = [
  (there) => production({ approval: Approval.manual({ topic: Topic.fromTopicArn(there, 'Ask', `arn:aws:sns:${there.region}:${there.account}:ask`) }) }),
  /environment production: approval\.topic is There\/Ask/,
];

const build = (given: Given, place?: object, env?: object) => () => {
  const app = newApp();
  const there = new Stack(app, 'There', { env: place });
  return new TwelveFactorFargateApp(app, 'Guestbook', { codebase: Codebase.codeCommit(), env, environments: [Environment.production()], ...given(there) });
};
const ALL = { table, bucket, newBucket, swapped, network, logs, archive, topic, approval };

test.each(Object.entries(ALL))('%s of another region is a mistake', (_name, [given, what]) => {
  expect(build(given, FAR, HOME)).toThrow(new RegExp(`${what.source}, which is in the region us-east-1, while .* is in eu-west-1; give one of that region`));
});

test.each(Object.entries({ table, newBucket, network, archive, topic }))('%s of another account is a mistake', (_name, [given, what]) => {
  expect(build(given, THEIRS, HOME)).toThrow(new RegExp(`${what.source}, which is in the account 444455556666, while .* is in 111122223333; give one of that account`));
});

test.each(Object.entries({ bucket, swapped, logs, approval }))('%s of another account may be used, if its owner lets it', (_name, [given]) => {
  expect(build(given, THEIRS, HOME)).not.toThrow();
});

test.each(Object.entries(ALL))('%s passes where it is used, and where nobody knows', (_name, [given]) => {
  expect(build(given, HOME, HOME)).not.toThrow();
  expect(build(given)).not.toThrow();
});

test('what an environment elsewhere uses is where that is, and not where the app is', () => {
  const elsewhere = (place: object): Given => (there) => ({
    ...production({ env: FAR, backingServices: { Data: BackingService.existingBucket({ bucket: Bucket.fromBucketName(new Stack(there, 'Near', { env: place }), 'Uploads', 'acme-u'), attach }) } }),
    backingServices: { Data: BackingService.bucket({ attach }) },
  });
  expect(build(elsewhere(FAR), HOME, HOME)).not.toThrow();
  expect(build(elsewhere(HOME), HOME, HOME)).toThrow(/backingServices\.Data\.bucket is There\/Near\/Uploads, which is in the region eu-west-1, while the environment is in us-east-1/);
});

test('an environment alone says so, too', () => {
  const app = newApp();
  const network_ = Network.existing(vpc(stackInUse(app, FAR)));
  expect(() => environmentAlone({ environment: Environment.production({ network: network_ }) }, app, undefined, HOME))
    .toThrow(/FargateEnvironment "Environment\/Guestbook" has one mistake:\n {2}- environment production: network is InUse\/Vpc, which is in the region us-east-1/);
});

test.each<[string, Given]>([
  ['backingServices.Data.bucket', (there) => ({ backingServices: { Data: BackingService.existingBucket({ bucket: encrypted(there), attach }) } })],
  ['codebase.bucket', (there) => ({ codebase: Codebase.s3({ bucket: encrypted(there), key: 'code.zip' }) })],
  ['logging.destinations[0].bucket', (there) => ({ logging: Logging.fireLens([LogDestination.s3({ bucket: encrypted(there) })]) })],
])('%s with a key that is known by the name of its alias only is a mistake', (what, given) => {
  expect(build(given)).toThrow(`${what} has the key There/Alias, which is an alias known by its name, and permissions do not reach through that; import the key itself`);
});

function encrypted(there: Stack) {
  return Bucket.fromBucketAttributes(there, 'Encrypted', { bucketName: 'acme-b', encryptionKey: Alias.fromAliasName(there, 'Alias', 'alias/ours') });
}

test('the alias of a key that is known stands for the key', () => {
  const key = (there: Stack) => new Alias(there, 'Alias', { aliasName: 'ours', targetKey: Key.fromKeyArn(there, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1') });
  expect(build((there) => ({
    backingServices: { Data: BackingService.existingBucket({ bucket: Bucket.fromBucketAttributes(there, 'B', { bucketName: 'acme-b', encryptionKey: key(there) }), attach }) },
  }))).not.toThrow();
});
