import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Codebase, Environment, Process, Scaling } from '../../../src';
import { GUESTBOOK } from '../../support/synthesis';
import { UpgradeCase } from '../support/upgrade-case';
import { CODEBASE, made, Props, Version } from '../support/version';

const { processes, adminTasks, backingServices } = GUESTBOOK;
const renamed = <T>(all: { [name: string]: T } | undefined, from: string, to: string) => (
  Object.fromEntries(Object.entries(all!).map(([name, value]) => [name === from ? to : name, value]))
);
const s3 = (app: App) => Codebase.s3({ bucket: Bucket.fromBucketName(new Stack(app, 'Elsewhere'), 'Code', 'guestbook-code'), key: 'code.zip' });
const connectionArn = 'arn:aws:codeconnections:eu-west-1:111122223333:connection/ffffffff-4e5f-6789-abcd-ef0123456789';

/** With everything that the CDK would name after the place of a construct: scaling policies, alarms, the rule that starts the pipeline. */
const SCALED: Props = {
  codebase: Codebase.codeCommit(),
  processes: { ...processes, web: Process.web({ scaling: Scaling.requests(500, { min: 2, max: 4 }) }) },
  appName: 'Guestbook',
};
const FIRST: Version = { props: SCALED };
const CODE_COMMIT: Version = { props: { codebase: Codebase.codeCommit() } };

const SAME = 'Every resource is recognised: nothing has a name that is made of construct ids.';
const ADOPT = 'Deploy with `--import-existing-resources`, which adopts what is there under its name.';

/** Something has another name, or comes from elsewhere. */
export const NAMES: UpgradeCase[] = [
  {
    change: 'a worker renamed',
    after: { props: { processes: renamed(processes, 'worker', 'jobs') } },
    allowed: ['deletes log group of worker', 'deletes scalable target of worker'],
    meaning: 'The new process is up before the old one stops. The count that scaling has reached is lost, and so are the logs of the old name.',
    advice: 'Export the logs before if you need them.',
  },
  {
    change: 'the web process renamed',
    after: { props: { processes: renamed(processes, 'web', 'site') } },
    allowed: ['deletes log group of web', 'deletes scalable target of web'],
    meaning: 'The load balancer stays, and serves old and new tasks together until the old ones stop. The count that scaling has reached is lost: it starts from the lowest.',
    advice: 'Set `min` to what the load needs, rename, and lower it again.',
  },
  {
    change: 'a scheduled task renamed',
    after: { props: { adminTasks: renamed(adminTasks, 'backup', 'save') } },
    allowed: ['deletes log group of backup'],
    meaning: 'For a moment both schedules are there: a run may happen twice.',
    advice: 'Deploy away from the time of a run.',
  },
  {
    change: 'a backing service renamed',
    after: { props: { backingServices: renamed(backingServices, 'Uploads', 'Files') } },
    meaning: 'It is another one: the new bucket is empty, and the app uses it. The old one stays.',
    advice: 'Attach the old one with `existingBucket` or `existingDynamoDbTable` under the new name.',
  },
  {
    change: 'an environment renamed',
    after: { props: { environments: [Environment.named('test'), Environment.production()] } },
    allowed: ['leaves stack Staging', 'deletes log group of releases to staging (Pipeline)', 'deletes log group of smoke tests in staging (Pipeline)'],
    meaning: 'It is another one, with no release and no data. The old one goes on running.',
    advice: 'Release to the new one, move data and clients, then delete the old one.',
  },
  {
    change: 'production renamed',
    after: { props: { environments: [Environment.staging(), Environment.named('live', { production: true })] } },
    allowed: ['leaves stack Production', 'deletes log group of releases to production (Pipeline)'],
    meaning: 'The same.',
    advice: 'The same.',
  },
  { change: 'another construct id, the same `appName`', before: FIRST, after: { id: 'Shop', props: SCALED }, meaning: SAME },
  { change: 'into a `Stage`, the same `appName`', before: FIRST, after: { stage: 'Live', props: SCALED }, meaning: SAME },
  {
    change: 'into a `Stage`, no `appName`',
    after: { stage: 'Live' },
    allowed: ['Codebase', 'Staging', 'Production', 'Pipeline'].map((stack) => `leaves stack ${stack}`),
    meaning: 'The app is named after the stage: it is another app.',
    advice: 'Give the old name as `appName`.',
  },
  {
    change: 'another `appName`',
    after: { props: { appName: 'Visitors' } },
    allowed: ['Codebase', 'Staging', 'Production', 'Pipeline'].map((stack) => `leaves stack ${stack}`),
    meaning: 'It is another app, beside the old one, with no release and no data. The old one goes on running, and its pipeline releases each commit.',
    advice: 'Release to the new one, move data and clients, then delete the old one.',
  },
  {
    change: 'a second app of the same `appName` in another `Stage`',
    after: { and: { stage: 'Two', props: { appName: 'Guestbook' } } },
    synthesisRefuses: /Guestbook/,
    meaning: 'Nothing is deployed.',
    advice: 'Give each its own `appName`, or its own account or region.',
  },
  {
    change: 'a second app whose `appName` differs in case only',
    after: { and: { id: 'guestbook', props: { appName: 'guestbook' } } },
    synthesisRefuses: /guestbook/,
    meaning: 'Nothing is deployed: both would want the same image repository.',
    advice: 'The same.',
  },
  {
    change: '`codebase`, from CodeCommit to GitHub',
    before: CODE_COMMIT,
    after: {},
    meaning: 'The CodeCommit repository stays. The next commit in GitHub is the next release.',
    advice: 'Push all branches to GitHub first.',
  },
  { change: '`codebase`, from GitHub to CodeCommit', after: CODE_COMMIT, meaning: 'The new repository starts with its seed, and the pipeline releases that.', advice: 'Give your code as `seed`.' },
  {
    change: '`codebase`, from CodeCommit to GitHub and back',
    before: CODE_COMMIT,
    between: (cloud) => { cloud.deploy(made()); },
    after: CODE_COMMIT,
    allowed: ['refused AWS::CodeCommit::Repository Guestbook is taken by SourceRepository, which Guestbook-Codebase has kept (Codebase)'],
    meaning: 'The repository was kept, and there cannot be a second one of its name.',
    advice: ADOPT,
  },
  { change: '`codebase`, from GitHub to GitLab', after: { props: { codebase: Codebase.gitlab('acme/guestbook', { connectionArn }) } }, meaning: 'The next commit there is the next release.' },
  { change: '`codebase`, from GitHub to S3', after: { props: (app) => ({ codebase: s3(app) }) }, meaning: 'The next archive is the next release.' },
  {
    change: 'another `repositoryName`',
    before: CODE_COMMIT,
    after: { props: { codebase: Codebase.codeCommit({ repositoryName: 'visitors' }) } },
    meaning: 'The repository is renamed, with all its history.',
    advice: 'Clones need the new URL.',
  },
  {
    change: 'the whole app deleted, and deployed again',
    between: (cloud) => cloud.destroy(/./),
    after: { props: { codebase: CODEBASE } },
    allowed: ['refused AWS::ECR::Repository guestbook is taken by ImagesRepository, which Guestbook-Codebase has kept (Codebase)'],
    meaning: 'The image repository and the ledgers were kept: environments come up with the release that was current. Tables and buckets are new and empty; the kept ones stay beside them.',
    advice: ADOPT,
  },
];
