import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Aws, Duration, Size, Stack } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketProps } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  AdminTask, Approval, Attachment, BackingService, Codebase, Config, DynamicConfig, Environment, ImageBuild, LogDestination, Logging, Network,
  Notifications, Process, Release, Scaling, Severity, Shutdown, SmokeTest, TaskSize, TwelveFactorFargateApp, TwelveFactorFargateAppProps,
  VulnerabilityGate,
} from '../src';
import { environmentAlone, newApp } from './support/synthesis';

const empty = fs.mkdtempSync(path.join(os.tmpdir(), 'empty-seed-'));
const noDockerfile = fs.mkdtempSync(path.join(os.tmpdir(), 'bare-seed-'));
fs.writeFileSync(path.join(noDockerfile, 'index.js'), '');
afterAll(() => [empty, noDockerfile].forEach((dir) => fs.rmSync(dir, { recursive: true })));

const HOME = { account: '111122223333', region: 'eu-west-1' };
const codebase = Codebase.codeCommit();
const build = (props: Partial<TwelveFactorFargateAppProps>, id = 'Guestbook') => () => new TwelveFactorFargateApp(newApp({}), id, { codebase, ...props });
const table = (attach: Attachment) => BackingService.dynamoDbTable({ partitionKey: { name: 'Id', type: AttributeType.STRING }, attach });
const task = (command = ['node', 'seed.js']) => AdminTask.oneOff({ command });
const connectionArn = 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d';
const archive = (key: string, props: BucketProps = { versioned: true }) =>
  Codebase.s3({ key, bucket: new Bucket(new Stack(newApp(), 'Uploads'), 'Bucket', props) });
const dynamic = (values: any, schema?: any) => ({ config: Config.of({ dynamic: DynamicConfig.json({ values, schema }) }) });
const told = (...notifications: Notifications[]) => ({ notifications });
const SLACK = Notifications.toSlack({ workspaceId: 'T0123ABCD', channelId: 'C0456EFGH' });
const topics = new Stack(newApp({}), 'Topics');

/** One row for each guard: what is given, and what the error says. */
const MISTAKES: [string, Partial<TwelveFactorFargateAppProps>, RegExp][] = [
  ['an app name that cannot name a stack', { appName: 'guest_book' }, /appName is "guest_book"; it must start with a letter.*2 to 24 characters/],
  ['an app name that is too long', { appName: 'a'.repeat(25) }, /2 to 24 characters long/],
  ['an app name that is a token', { appName: '${Token[TOKEN.99]}' }, /appName is a token; .* give a plain string/],

  ['no release to go back to', { releasesKept: 1 }, /releasesKept is 1; it must be a whole number from 2 to 100 \(the current release and at least one/],
  ['an environment elsewhere, of an app that does not say where it is', { environments: [Environment.production({ env: { account: '444455556666' } })] },
    /environment production: env is given, but the app does not say its own account.*\n.*its own region, so nothing tells whether the two differ/],
  ['an environment in an account that is none', { env: HOME, environments: [Environment.production({ env: { account: '4444' } })] },
    /environment production: env.account is "4444"; give one such as "111122223333"/],
  ['an environment in a region that is none', { env: HOME, environments: [Environment.production({ env: { region: 'Ireland' } })] },
    /environment production: env.region is "Ireland"; give one such as "eu-west-1"/],
  ['an environment in an account that is a token', { env: HOME, environments: [Environment.production({ env: { account: Aws.ACCOUNT_ID } })] },
    /environment production: env.account is a token; .* give a plain string/],
  ['an environment whose name is that of a ledger\'s stack', { environments: [Environment.named('production-ledger')] }, /"production-ledger", as another stack/],

  ['an app name that no image repository could have', { appName: 'a' }, /appName is "a"; .* 2 to 24 characters/],
  ['a seed that does not exist', { codebase: Codebase.codeCommit({ seed: '/no/such/folder' }) }, /codebase.seed is "\/no\/such\/folder", which is not a folder here/],
  ['an empty seed', { codebase: Codebase.codeCommit({ seed: empty }) }, /which is empty; the first build would have nothing to build/],
  ['a seed without a Dockerfile', { codebase: Codebase.codeCommit({ seed: noDockerfile }) }, /which has no Dockerfile; add one, or name another file/],
  ['a seed without the Dockerfile of the build', { imageBuild: ImageBuild.dockerfile({ dockerfile: 'other/Dockerfile' }) }, /which has no other\/Dockerfile/],
  ['a Dockerfile that is a folder of the seed', { imageBuild: ImageBuild.dockerfile({ dockerfile: 'src' }) }, /which has no src; add one, or name another file/],
  ['a repository name that CodeCommit does not take', { codebase: Codebase.codeCommit({ repositoryName: 'a b' }) }, /codebase.repositoryName is "a b"/],
  ['a branch that cannot be one', { codebase: Codebase.codeCommit({ branch: ' main' }) }, /codebase.branch is " main"; give the name of one branch/],
  ['a range of branches', { codebase: Codebase.codeCommit({ branch: 'a..b' }) }, /codebase.branch is "a..b"/],
  ['a GitHub repository without owner', { codebase: Codebase.github('guestbook', { connectionArn }) }, /write it as owner and name, such as "acme\/guestbook"/],
  ['a GitLab project without a group', { codebase: Codebase.gitlab('guestbook', { connectionArn }) }, /codebase is the GitLab repository "guestbook"/],
  ['a Bitbucket repository in a group', { codebase: Codebase.bitbucket('a/b/c', { connectionArn }) }, /codebase is the Bitbucket repository "a\/b\/c"/],
  ['a branch on GitHub that cannot be one', { codebase: Codebase.github('acme/guestbook', { connectionArn, branch: '' }) }, /codebase.branch is ""/],
  ['no paths at all', { codebase: Codebase.github('acme/shop', { connectionArn, paths: [] }) }, /codebase.paths is empty; leave it out, or give patterns/],
  ['a path from the root of a disk', { codebase: Codebase.github('acme/shop', { connectionArn, paths: ['/web/**'] }) },
    /codebase.paths holds "\/web\/\*\*", which nothing would match; give patterns from the root of the repository/],
  ['a path that is a folder', { codebase: Codebase.gitlab('acme/shop', { connectionArn, paths: ['web/'] }) }, /codebase.paths holds "web\/", which nothing/],
  ['a path that is relative', { codebase: Codebase.github('acme/shop', { connectionArn, ignorePaths: ['./docs/**'] }) }, /codebase.ignorePaths holds ".\/docs/],
  ['a path that is too long', { codebase: Codebase.github('acme/shop', { connectionArn, paths: ['a'.repeat(256)] }) }, /of at most 255 characters/],
  ['too many paths', { codebase: Codebase.github('acme/shop', { connectionArn, paths: Array.from({ length: 9 }, (_, index) => `${index}/**`) }) },
    /codebase.paths has 9 patterns, and CodePipeline takes at most 8; join some/],
  ['a tag that is a reference', { codebase: Codebase.bitbucket('acme/shop', { connectionArn, tags: ['refs/tags/v1'] }) }, /codebase.tags holds "refs\/tags\/v1"/],
  ['a tag with white space', { codebase: Codebase.github('acme/shop', { connectionArn, tags: ['v 1'] }) }, /codebase.tags holds "v 1"/],
  ['tags and paths', { codebase: Codebase.github('acme/shop', { connectionArn, tags: ['v*'], paths: ['web/**'] }) }, /tags is given together with paths/],
  ['an archive without a name', { codebase: archive('') }, /codebase.key is ""; give the key of one object, such as "guestbook.zip"/],
  ['an archive that is many', { codebase: archive('*.zip') }, /codebase.key is "\*.zip"/],
  ['an archive in a folder of no name', { codebase: archive('/guestbook.zip') }, /codebase.key is "\/guestbook.zip"/],
  ['an archive without versions', { codebase: archive('guestbook.zip', { versioned: false }) }, /codebase.bucket is "Uploads\/Bucket", which is not versioned/],
  ['a connection that is none', { codebase: Codebase.github('acme/guestbook', { connectionArn: 'my-connection' }) }, /codebase.connectionArn is "my-connection"/],

  ['a Dockerfile outside the codebase', { imageBuild: ImageBuild.dockerfile({ dockerfile: '../Dockerfile' }) }, /imageBuild.dockerfile is "..\/Dockerfile"; give a path inside/],
  ['a Dockerfile from the root of a disk', { imageBuild: ImageBuild.dockerfile({ dockerfile: '/Dockerfile' }) },
    /has one mistake:\n {2}- imageBuild.dockerfile is "\/Dockerfile"; give a path inside/],
  ['a context that is no path', { imageBuild: ImageBuild.dockerfile({ context: '/etc' }) }, /imageBuild.context is "\/etc"/],
  ['a target that is no name', { imageBuild: ImageBuild.dockerfile({ target: 'a b' }) }, /imageBuild.target is "a b"/],
  ['a target that Docker would take for an option', { imageBuild: ImageBuild.dockerfile({ target: '-a' }) }, /imageBuild.target is "-a"/],
  ['a stage of tests that is no name', { imageBuild: ImageBuild.dockerfile({ testTarget: 'a b' }) }, /imageBuild.testTarget is "a b"/],
  ['a target that the seed does not have', { imageBuild: ImageBuild.dockerfile({ target: 'release' }) }, /imageBuild.target is "release", which is no stage of the Dockerfile in codebase.seed; it has build, test, dependencies, runtime/],
  ['a stage of tests that the seed does not have', { imageBuild: ImageBuild.dockerfile({ testTarget: 'tests' }) }, /imageBuild.testTarget is "tests", which is no stage/],
  ['an acceptance of everything', { vulnerabilityGate: VulnerabilityGate.failOn(Severity.HIGH, { accept: { '*': 'x' } }) }, /vulnerabilityGate.accept holds "\*"; give the name of one/],
  ['an acceptance for no reason', { vulnerabilityGate: VulnerabilityGate.failOn(Severity.HIGH, { accept: { 'CVE-2023-45853': ' ' } }) }, /vulnerabilityGate.accept.CVE-2023-45853 is " "; give the reason/],
  ['a build argument that is no name', { imageBuild: ImageBuild.dockerfile({ buildArgs: { 'a-b': '' } }) }, /imageBuild.buildArgs holds "a-b"/],

  ['a variable that is no name', { config: Config.of({ variables: { 'LOG LEVEL': '' } }) }, /config.variables is the variable "LOG LEVEL"; .* does not start with a digit/],
  ['a variable of the platform', { config: Config.of({ variables: { PORT: '80' } }) }, /"PORT", which the platform sets itself; choose another name/],
  ['a variable of AWS', { config: Config.of({ variables: { AWS_REGION: 'eu-west-1' } }) }, /"AWS_REGION", which the platform sets itself/],
  ['dynamic values that are no object', dynamic([1]), /config.dynamic.values is \[1\]; it must be an object/],
  ['a schema of something else than an object', dynamic({}, { type: 'array' }), /config.dynamic.schema must describe an object/],
  ['a schema that is none', dynamic({}, { properties: 7 }), /config.dynamic.schema is not a valid JSON schema of draft 4/],
  ['dynamic values that break their own schema', dynamic({ Limit: 'ten' }, { properties: { Limit: { type: 'integer' } } }),
    /the dynamic value of environment staging.Limit breaks the schema: it must be integer, but is "ten"; change the value or config.dynamic.schema/],
  ['dynamic values outside an enumeration', dynamic({ Mode: 'x' }, { properties: { Mode: { enum: ['a', 'b'] } } }), /must be equal to one of the allowed values \(\["a","b"\]\)/],
  ['dynamic values that are missing', dynamic({}, { required: ['Limit'] }), /must have required property 'Limit'/],

  ['a handle that is no variable', { backingServices: { Data: table(Attachment.variable('1ST')) } }, /backingServices.Data.attach is the variable "1ST"/],
  ['a handle that is no key', { backingServices: { Data: table(Attachment.dynamic('a b')) } }, /backingServices.Data.attach is the dynamic key "a b"/],
  ['two handles of one name', { backingServices: { A: table(Attachment.variable('TABLE')), B: table(Attachment.variable('TABLE')) } }, /the variable TABLE is set twice/],
  ['a handle that the config has', { ...dynamic({ TableName: 'x' }), backingServices: { A: table(Attachment.dynamic('TableName')) } }, /the dynamic key TableName is set twice/],
  ['a backing service of no proper name', { backingServices: { data_store: table(Attachment.variable('T')) } }, /the name of the backing service "data_store"/],
  ['two backing services of one name', { backingServices: { Data: table(Attachment.variable('A')), data: table(Attachment.variable('B')) } }, /two backing services are named "Data" and "data"/],
  ['a key without a name', { backingServices: { A: BackingService.dynamoDbTable({ partitionKey: { name: '', type: AttributeType.STRING }, attach: Attachment.variable('A') }) } },
    /backingServices.A.partitionKey.name is ""; it must be 1 to 255 characters/],
  ['a sort key whose name is too long', {
    backingServices: {
      A: BackingService.dynamoDbTable({
        partitionKey: { name: 'Id', type: AttributeType.STRING }, sortKey: { name: 'x'.repeat(256), type: AttributeType.STRING }, attach: Attachment.variable('A'),
      }),
    },
  }, /backingServices.A.sortKey.name is "x+"; it must be 1 to 255 characters/],
  ['a table by its name', { backingServices: { A: BackingService.existingDynamoDbTable({ table: 'countries' as any, attach: Attachment.variable('A') }) } },
    /backingServices.A.table must be .*, got the string "countries"; .*Table.fromTableName/],
  ['no bucket where one is', { backingServices: { A: BackingService.existingBucket({ bucket: undefined!, attach: Attachment.variable('A') }) } },
    /backingServices.A.bucket must be .*, got undefined; .*Bucket.fromBucketName/],

  ['nothing to run', { processes: {} }, /processes is empty and there is no admin task; give at least one/],
  ['two web processes', { processes: { web: Process.web(), api: Process.web() } }, /api and web are both web processes; an app has one/],
  ['a process and a task with one name', { processes: { web: Process.web(), Seed: Process.worker({ command: ['x'] }) }, adminTasks: { seed: task() } },
    /two processes or admin tasks are named "Seed" and "seed"/],
  ['a process of no proper name', { processes: { 'my web': Process.web() } }, /the name of the process or admin task "my web" is "my web"/],
  ['a process name that is too long', { processes: { ['w'.repeat(21)]: Process.web() } }, /2 to 20 characters/],
  ['a process by the name of an id that the CDK keeps for itself', { processes: { Resource: Process.web() } }, /task "Resource" is "Resource", which means something else/],
  ['an environment by such a name', { environments: [Environment.named('default')] }, /the name of an environment is "default", which means something else/],
  ['a backing service by the name of what every object has', { backingServices: { toString: table(Attachment.variable('T')) } }, /"toString", which means something else/],
  ['a port below those that need no root', { processes: { web: Process.web({ port: 80 }) } }, /processes.web.port is 80; it must be a whole number from 1024 to 65535/],
  ['a port beyond the last', { processes: { web: Process.web({ port: 70000 }) } }, /processes.web.port is 70000/],
  ['a port that is no whole number', { processes: { web: Process.web({ port: 8080.5 }) } }, /processes.web.port is 8080.5/],
  ['a health check that is no path', { processes: { web: Process.web({ healthCheck: 'health' }) } }, /processes.web.healthCheck is "health"; give a path that starts with "\/"/],
  ['a start-up of more than an hour', { processes: { web: Process.web({ startUp: Duration.hours(2) }) } }, /processes.web.startUp is 7200 seconds/],
  ['an empty command', { processes: { web: Process.worker({ command: [] }) } }, /processes.web.command is \[\]; give the program and its arguments/],
  ['a command with an empty word', { adminTasks: { seed: task(['node', '']) } }, /adminTasks.seed.command is \["node",""\]/],
  ['a pair of CPU and memory that Fargate does not offer', { processes: { web: Process.web({ size: TaskSize.of({ cpu: 256, memory: Size.gibibytes(4) }) }) } },
    /processes.web.size is 256 CPU units with 4096 MiB, a pair that Fargate does not offer; the nearest are (256 with 2048 MiB and 512 with 4096|512 with 4096 MiB and 256 with 2048) MiB/],
  ['a pair between two that Fargate offers', { processes: { web: Process.web({ size: TaskSize.of({ cpu: 256, memory: Size.mebibytes(1536) }) }) } },
    /processes.web.size is 256 CPU units with 1536 MiB, a pair that Fargate does not offer; the nearest are 256 with 2048 MiB and 256 with 1024 MiB/],
  ['a size of an admin task that Fargate does not offer', { adminTasks: { seed: AdminTask.oneOff({ command: ['x'], size: TaskSize.of({ cpu: 1, memory: Size.mebibytes(1) }) }) } },
    /adminTasks.seed.size is 1 CPU units with 1 MiB/],
  ['fewer copies than none', { processes: { web: Process.web({ scaling: Scaling.cpu(50, { min: -1, max: 2 }) }) } }, /processes.web.scaling.min is -1/],
  ['no copy at the most', { processes: { web: Process.web({ scaling: Scaling.cpu(50, { min: 0, max: 0 }) }) } }, /processes.web.scaling.max is 0/],
  ['no copy at the least, where the load decides', { processes: { web: Process.web({ scaling: Scaling.cpu(50, { min: 0, max: 2 }) }) } }, /scaling.min is 0; .*no load is measured where nothing runs/],
  ['a range that goes down', { processes: { web: Process.web({ scaling: Scaling.cpu(50, { min: 3, max: 2 }) }) } }, /scaling.min is 3, above max, which is 2/],
  ['a CPU target that cannot be held', { processes: { web: Process.web({ scaling: Scaling.cpu(99, { min: 1, max: 2 }) }) } }, /the CPU target in percent is 99/],
  ['no requests for each copy', { processes: { web: Process.web({ scaling: Scaling.requests(0, { min: 1, max: 2 }) }) } }, /the requests for each copy in a minute is 0/],
  ['requests of a worker', { processes: { w: Process.worker({ command: ['x'], scaling: Scaling.requests(5, { min: 1, max: 2 }) }) } }, /processes.w.scaling counts requests, which only the web process gets/],
  ['a stop limit that Fargate does not grant', { shutdown: Shutdown.within(Duration.minutes(3)) }, /shutdown is 180 seconds; it must be from 10 to 120 seconds/],
  ['a stop limit of a process that is too short', { processes: { web: Process.web({ shutdown: Shutdown.within(Duration.seconds(1)) }) } }, /processes.web.shutdown is 1 seconds/],
  ['a backup of what is not there', { adminTasks: { backup: AdminTask.oneOff({ command: ['x'], backsUp: ['Datastore'] }) } }, /adminTasks.backup.backsUp names "Datastore", which is not a backing service; there is none/],
  ['a restore of what is not there', { adminTasks: { restore: AdminTask.oneOff({ command: ['x'], restores: ['Datastore'] }) } }, /adminTasks.restore.restores names "Datastore", which is not a backing service; there is none/],
  ['a restore of what cannot be swapped', {
    adminTasks: { restore: AdminTask.oneOff({ command: ['x'], restores: ['Uploads'] }) },
    backingServices: { Uploads: BackingService.bucket({ attach: Attachment.variable('UPLOADS') }) },
  }, /adminTasks.restore.restores names "Uploads", which is attached as the variable UPLOADS; what is restored has a new name, and only a service attached with Attachment.dynamic\(\)/],
  ['a retry of a schedule for days', { adminTasks: { b: AdminTask.scheduled({ command: ['x'], schedule: ScheduleExpression.rate(Duration.days(1)), retryFor: Duration.days(2) }) } },
    /adminTasks.b.retryFor is 172800 seconds; it must be from 60 to 86400/],

  ['a release command of no words', { release: Release.withCommand({ command: [] }) }, /release.command is \[\]/],
  ['a release command of a size that is not offered', { release: Release.withCommand({ command: ['x'], size: TaskSize.of({ cpu: 3, memory: Size.gibibytes(1) }) }) }, /release.size is 3 CPU units/],
  ['a release command for days', { release: Release.withCommand({ command: ['x'], timeout: Duration.days(1) }) }, /release.timeout is 86400 seconds; it must be from 60 to 3600/],
  ['a task with the name of the release command', { release: Release.withCommand({ command: ['x'] }), adminTasks: { Release: task() } }, /a process or admin task is named "release", as the task of the release command is/],
  ['logs that go nowhere', { logging: Logging.fireLens([]) }, /logging is Logging.fireLens\(\[\]\), which sends nowhere/],
  ['logs in a bucket that are gone within the day', { logging: Logging.fireLens([LogDestination.s3({ expiration: Duration.hours(1) })]) }, /destination 1 has an expiration of 0.04\d* days; S3 counts in whole days/],
  ['a configuration file that is not there', { logging: Logging.fireLens([LogDestination.configurationFile('/no/file.conf')]) }, /destination 1 is the configuration file "\/no\/file.conf"/],
  ['two destinations of a kind', { logging: Logging.fireLens([LogDestination.s3(), LogDestination.s3()]) }, /several destinations of the kind S3; a router has room for one/],

  ['no environment', { environments: [] }, /environments is empty; give at least one/],
  ['two environments of one name', { environments: [Environment.staging(), Environment.named('Staging')] }, /two environments are named "staging" and "Staging"/],
  ['two environments that hyphens alone tell apart', { environments: [Environment.named('a-b'), Environment.named('aB')] }, /two environments are named "a-b" and "aB"/],
  ['an environment named as another stack', { environments: [Environment.named('pipeline')] }, /an environment is named "pipeline", as another stack or stage of the app is/],
  ['an environment named as an approval', { environments: [Environment.named('approve-it')] }, /an environment is named "approve-it"/],
  ['an environment of no proper name', { environments: [Environment.named('pre prod')] }, /the name of an environment is "pre prod"/],
  ['a variable that the app does not have', { environments: [Environment.staging({ variables: { DEBUG: '1' } })] }, /environment staging: variables has "DEBUG", which the app does not have/],
  ['a dynamic value that the app does not have', { environments: [Environment.staging({ dynamicValues: { A: 1 } })] }, /environment staging: dynamicValues has "A"/],
  ['a backing service that the app does not have', { environments: [Environment.staging({ backingServices: { A: table(Attachment.variable('A')) } })] }, /environment staging: backingServices has "A"/],
  ['a variable by the name of what every object has', { environments: [Environment.staging({ variables: { toString: '1' } })] }, /environment staging: variables has "toString", which the app/],
  ['a restore by the name of what every object has', { adminTasks: { restore: AdminTask.oneOff({ command: ['x'], restores: ['valueOf'] }) } }, /restores names "valueOf", which is not a backing/],
  ['a size of what the app does not have', { environments: [Environment.staging({ sizes: { worker: {} } })] }, /environment staging: sizes has "worker"/],
  ['a size in an environment that Fargate does not offer', { environments: [Environment.staging({ sizes: { web: { size: TaskSize.of({ cpu: 1, memory: Size.gibibytes(1) }) } } })] }, /sizes.web.size is 1 CPU units/],
  ['a scaling in an environment that cannot be', { environments: [Environment.staging({ sizes: { web: { scaling: Scaling.fixed(0) } } })] }, /sizes.web.scaling.max is 0/],
  ['a scaling of an admin task', { adminTasks: { seed: task() }, environments: [Environment.staging({ sizes: { seed: { scaling: Scaling.fixed(2) } } })] }, /seed is an admin task, which runs once/],
  ['a backing service attached in another way', {
    backingServices: { Data: table(Attachment.dynamic('TableName')) },
    environments: [Environment.staging({ backingServices: { Data: table(Attachment.variable('TABLE')) } })],
  }, /backingServices.Data is attached as TABLE, but the app expects it as TableName/],
  ['a dynamic value of one environment that breaks the schema', {
    ...dynamic({ Limit: 1 }, { properties: { Limit: { type: 'integer' } } }), environments: [Environment.staging({ dynamicValues: { Limit: 'x' } })],
  }, /environment staging.Limit breaks the schema/],
  ['a network of one zone', { environments: [Environment.staging({ network: Network.create({ availabilityZones: 1 }) })] }, /network.availabilityZones is 1; .*a load balancer needs two of them/],
  ['a network without a way out', { environments: [Environment.staging({ network: Network.create({ natGateways: 0 }) })] }, /network.natGateways is 0/],
  ['more NAT gateways than zones', { environments: [Environment.staging({ network: Network.create({ natGateways: 3 }) })] }, /network.natGateways is 3; it must be a whole number from 1 to 2/],

  ['nobody to send an e-mail to', told(Notifications.byEmail([])), /notifications.byEmail has no address; give at least one, or leave it out/],
  ['an address that is none', told(Notifications.byEmail(['team'])), /notifications.byEmail has "team"; give addresses such as "team@example.com"/],
  ['an address given twice', told(Notifications.byEmail(['a@example.com', 'a@example.com'])), /notifications.byEmail has "a@example.com" more than once/],
  ['e-mails given twice', told(Notifications.byEmail(['a@example.com']), Notifications.byEmail(['b@example.com'])), /hold byEmail\(\) more than once; give all addresses to one/],
  ['a workspace by its name', told(Notifications.toSlack({ workspaceId: 'acme', channelId: 'C0456EFGH' })), /toSlack.workspaceId is "acme"; give the id of the workspace/],
  ['a channel by its name', told(Notifications.toSlack({ workspaceId: 'T0123ABCD', channelId: '#releases' })), /toSlack.channelId is "#releases"; give the id of the channel/],
  ['a channel that is a token', told(Notifications.toSlack({ workspaceId: 'T0123ABCD', channelId: Aws.ACCOUNT_ID })), /toSlack.channelId is a token; .* give a plain string/],
  ['a channel given twice', told(SLACK, SLACK), /notifications hold the same topic or channel more than once; give each once/],
  ['a FIFO topic', told(Notifications.toTopic(new Topic(topics, 'Fifo', { fifo: true }))), /toTopic has Topics\/Fifo, which is a FIFO topic and takes no notifications/],
  ['a topic with AWS\'s own key', told(Notifications.toTopic(new Topic(topics, 'Managed', { masterKey: Alias.fromAliasName(topics, 'Key', 'alias/aws/sns') }))),
    /toTopic has Topics\/Managed, which is encrypted with AWS's own key for SNS, .*; give the topic a key of your own/],
  ['a topic of another region', { ...told(Notifications.toTopic(Topic.fromTopicArn(topics, 'There', 'arn:aws:sns:us-east-1:111122223333:t'))), env: { account: '111122223333', region: 'eu-west-1' } },
    /notifications.toTopic is Topics\/There, which is in the region us-east-1, while the pipeline is in eu-west-1; give one of that region/],
  ['more to tell than a rule takes', told(...Array.from({ length: 11 }, (_, index) => Notifications.toSlack({ workspaceId: 'T0123ABCD', channelId: `C0000000${index}` }))),
    /notifications are 11; a pipeline tells 10 at the most/],
  ['an approval that ends at once', { environments: [Environment.production({ approval: Approval.manual({ timeout: Duration.minutes(1) }) })] },
    /environment production: approval.timeout is 1 minutes; it must be whole minutes, from 5 to 86400/],
  ['an approval that never ends', { environments: [Environment.production({ approval: Approval.manual({ timeout: Duration.days(61) }) })] }, /approval.timeout is 87840 minutes/],
  ['an approval told to a FIFO topic', { environments: [Environment.production({ approval: Approval.manual({ topic: new Topic(topics, 'Approvals', { fifo: true }) }) })] },
    /environment production: approval.topic is the FIFO topic Topics\/Approvals/],

  ['a smoke test that is no path', { smokeTest: SmokeTest.http({ path: 'hello' }) }, /smokeTest.path is "hello"/],
  ['a smoke test of no commands', { smokeTest: SmokeTest.commands([]) }, /smokeTest.commands are \[\]; give at least one/],
  ['a smoke test of an empty command', { smokeTest: SmokeTest.commands(['npm ci', ' ']) }, /smokeTest.commands are \["npm ci"," "\]/],
  ['a smoke test that is a command', { smokeTest: SmokeTest.http({ path: '/$(whoami)' }) }, /smokeTest.path is "\/\$\(whoami\)"/],
  ['a smoke test that curl would try for ever', { smokeTest: SmokeTest.http({ retryFor: Duration.seconds(0) }) }, /smokeTest.retryFor is 0 seconds/],
  ['a smoke test that goes on for ever', { smokeTest: SmokeTest.http({ retryFor: Duration.hours(1) }) }, /smokeTest.retryFor is 3600 seconds/],
];

test.each(MISTAKES)('fails on %s', (_title, props, message) => {
  expect(build(props)).toThrow(message);
});

test('fails on an id that cannot be the name of the app, and says where the name comes from', () => {
  expect(build({}, 'guest book')).toThrow(/the name of the app, made of the id "guest book", is "guest book"/);
});

test('tells several mistakes at once', () => {
  expect(build({
    appName: '1st',
    processes: { web: Process.web({ port: 80 }) },
    shutdown: Shutdown.within(Duration.minutes(5)),
    environments: [Environment.named('a b')],
  })).toThrow(/^TwelveFactorFargateApp "Guestbook" has 4 mistakes:(\n {2}- .*){4}$/);
});

test('tells a mistake once, however many environments have it', () => {
  expect(build({ processes: { web: Process.web({ port: 80 }) } })).toThrow(/has one mistake:\n.*port is 80.*$/);
});

test('leaves nothing half-made behind', () => {
  const app = newApp({});
  expect(() => new TwelveFactorFargateApp(app, 'Guestbook', { codebase, appName: '1st' })).toThrow();
  expect(app.node.findAll().filter((one) => one.constructor.name === 'Stack')).toEqual([]);
});

describe('an environment alone', () => {
  test('fails on a name of the app that cannot be one', () => {
    expect(() => environmentAlone({ appName: 'a b' })).toThrow(/FargateEnvironment "Environment\/Guestbook" has one mistake:\n {2}- appName is "a b"/);
  });

  test('fails on what is wrong with the app', () => {
    expect(() => environmentAlone({ processes: {}, adminTasks: {} })).toThrow(/processes is empty/);
  });
});
