import { Bucket } from 'aws-cdk-lib/aws-s3';
import { IpAddresses, Vpc } from 'aws-cdk-lib/aws-ec2';
import { App, Stack } from 'aws-cdk-lib';
import { Codebase, Environment, EnvironmentOptions, Network } from '../../../src';
import { GUESTBOOK } from '../../support/synthesis';
import { UpgradeCase } from '../support/upgrade-case';
import { Props, Version } from '../support/version';

const { processes, adminTasks, backingServices } = GUESTBOOK;
const HOME = { account: '111122223333', region: 'eu-west-1' };
const production = (options: EnvironmentOptions): Props => ({ environments: [Environment.staging(), Environment.production(options)] });
const CODE_COMMIT: Version = { props: { codebase: Codebase.codeCommit() } };
const renamed = <T>(all: { [name: string]: T } | undefined, from: string, to: string) => (
  Object.fromEntries(Object.entries(all!).map(([name, value]) => [name === from ? to : name, value]))
);
const existing = (app: App): Network => Network.existing(new Vpc(new Stack(app, 'Platform', { env: HOME }), 'Vpc', { natGateways: 1 }));
const s3 = (app: App) => Codebase.s3({ bucket: Bucket.fromBucketName(new Stack(app, 'Elsewhere'), 'Code', 'guestbook-code'), key: 'code.zip' });

/** Something has another name or another place. */
export const NAMES: UpgradeCase[] = [
  { change: 'a worker renamed', after: { props: { processes: renamed(processes, 'worker', 'jobs') } }, meaning: '' },
  { change: 'the web process renamed', after: { props: { processes: renamed(processes, 'web', 'site') } }, meaning: '' },
  { change: 'a scheduled task renamed', after: { props: { adminTasks: renamed(adminTasks, 'backup', 'save') } }, meaning: '' },
  {
    change: 'a backing service renamed',
    after: { props: { backingServices: renamed(backingServices, 'Uploads', 'Files') } }, meaning: '' },
  { change: 'an environment renamed', after: { props: { environments: [Environment.named('test'), Environment.production()] } }, meaning: '' },
  { change: 'production renamed', after: { props: { environments: [Environment.staging(), Environment.named('live', { production: true })] } }, meaning: '' },
  { change: 'another construct id, the same `appName`', after: { id: 'Shop', props: { appName: 'Guestbook' } }, meaning: '' },
  { change: 'into a `Stage`, the same `appName`', after: { stage: 'Live', props: { appName: 'Guestbook' } }, meaning: '' },
  { change: 'another `appName`', after: { props: { appName: 'Visitors' } }, meaning: '' },
  { change: 'a second app of the same `appName` in another `Stage`', after: { and: { stage: 'Two', props: { appName: 'Guestbook' } } }, meaning: '' },
  { change: 'a second app whose `appName` differs in case', after: { and: { id: 'guestbook', props: { appName: 'guestbook' } } }, meaning: '' },
  { change: '`codebase`, from CodeCommit to GitHub', before: CODE_COMMIT, after: {}, meaning: '' },
  { change: '`codebase`, from GitHub to CodeCommit', after: CODE_COMMIT, meaning: '' },
  { change: '`codebase`, from GitHub to GitLab', after: { props: { codebase: Codebase.gitlab('acme/guestbook', { connectionArn: 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d-4e5f-6789-abcd-ef0123456789' }) } }, meaning: '' },
  { change: '`codebase`, from GitHub to S3', after: { props: (app) => ({ codebase: s3(app) }) }, meaning: '' },
  { change: 'another `repositoryName`', before: CODE_COMMIT, after: { props: { codebase: Codebase.codeCommit({ repositoryName: 'visitors' }) } }, meaning: '' },
  { change: '`network`, from a new one to one that exists', before: { props: { env: HOME } }, after: { props: (app) => ({ env: HOME, ...production({ network: existing(app) }) }) }, meaning: '' },
  { change: '`ipAddresses`', after: { props: production({ network: Network.create({ ipAddresses: IpAddresses.cidr('10.1.0.0/16') }) }) }, meaning: '' },
  { change: '`env` of an environment, another region', before: { props: { env: HOME } }, after: { props: { env: HOME, ...production({ env: { region: 'us-east-1' } }) } }, meaning: '' },
  { change: '`env` given where there was none', after: { props: { env: HOME } }, meaning: '' },
];
