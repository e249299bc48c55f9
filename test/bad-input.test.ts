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
  ['an app name that cannot name a stack', { appName: 'guest_book' }, /appName must be 2 to 24 letters, digits and single hyphens.*, got "guest_book"$/m],
  ['an app name that is too long', { appName: 'a'.repeat(25) }, /appName must be 2 to 24 letters, digits and single hyphens.*, got "a+"$/m],
  ['an app name that is a token', { appName: '${Token[TOKEN.99]}' }, /appName must be a plain string that is known at synthesis \(it.*, got a token$/m],

  ['no release to go back to', { releasesKept: 1 }, /releasesKept must be a whole number from 2 to 100 \(the.*, got 1$/m],
  ['an environment elsewhere, of an app that does not say where it is', { environments: [Environment.production({ env: { account: '444455556666' } })] },
    /environment production: env is given, but the app does not say its own account.*\n.*its own region, so nothing tells whether the two differ/],
  ['an environment in an account that is none', { env: HOME, environments: [Environment.production({ env: { account: '4444' } })] },
    /environment production: env.account is "4444"; give one such as "111122223333"/],
  ['an environment in a region that is none', { env: HOME, environments: [Environment.production({ env: { region: 'Ireland' } })] },
    /environment production: env.region is "Ireland"; give one such as "eu-west-1"/],
  ['an environment in an account that is a token', { env: HOME, environments: [Environment.production({ env: { account: Aws.ACCOUNT_ID } })] },
    /environment production: env.account is a token; .* give a plain string/],
  ['an environment whose name is that of a ledger\'s stack', { environments: [Environment.named('production-ledger')] }, /the name of an environment must be another one than that of a.*, got "production-ledger"$/m],

  ['an app name that no image repository could have', { appName: 'a' }, /appName must be 2 to 24 letters, digits and single hyphens.*, got "a"$/m],
  ['a seed that does not exist', { codebase: Codebase.codeCommit({ seed: '/no/such/folder' }) }, /codebase.seed is "\/no\/such\/folder", which is not a folder here/],
  ['an empty seed', { codebase: Codebase.codeCommit({ seed: empty }) }, /which is empty; the first build would have nothing to build/],
  ['a seed without a Dockerfile', { codebase: Codebase.codeCommit({ seed: noDockerfile }) }, /which has no Dockerfile; add one, or name another file/],
  ['a seed without the Dockerfile of the build', { imageBuild: ImageBuild.dockerfile({ dockerfile: 'other/Dockerfile' }) }, /which has no other\/Dockerfile/],
  ['a Dockerfile that is a folder of the seed', { imageBuild: ImageBuild.dockerfile({ dockerfile: 'src' }) }, /which has no src; add one, or name another file/],
  ['a repository name that CodeCommit does not take', { codebase: Codebase.codeCommit({ repositoryName: 'a b' }) }, /codebase\.repositoryName must be up to 100 letters, digits,.*, got "a b"$/m],
  ['a branch that cannot be one', { codebase: Codebase.codeCommit({ branch: ' main' }) }, /codebase\.branch must be the name of one branch, such as "main", got " main"$/m],
  ['a range of branches', { codebase: Codebase.codeCommit({ branch: 'a..b' }) }, /codebase\.branch must be the name of one branch, such as "main", got "a\.\.b"$/m],
  ['a GitHub repository without owner', { codebase: Codebase.github('guestbook', { connectionArn }) }, /codebase\.repository must be owner and name on GitHub, such as "acme\/guestbook", got "guestbook"$/m],
  ['a GitLab project without a group', { codebase: Codebase.gitlab('guestbook', { connectionArn }) }, /codebase\.repository must be owner and name on GitLab, such as "acme\/guestbook", got "guestbook"$/m],
  ['a Bitbucket repository in a group', { codebase: Codebase.bitbucket('a/b/c', { connectionArn }) }, /codebase\.repository must be owner and name on Bitbucket, such as "acme\/guestbook", got "a\/b\/c"$/m],
  ['a branch on GitHub that cannot be one', { codebase: Codebase.github('acme/guestbook', { connectionArn, branch: '' }) }, /codebase\.branch must be the name of one branch, such as "main", got ""$/m],
  ['no paths at all', { codebase: Codebase.github('acme/shop', { connectionArn, paths: [] }) }, /codebase\.paths must be patterns from the root of the.*, got the list \[\]$/m],
  ['a path from the root of a disk', { codebase: Codebase.github('acme/shop', { connectionArn, paths: ['/web/**'] }) },
    /codebase\.paths must be patterns from the root of the.*, got "\/web\/\*\*"$/m],
  ['a path that is a folder', { codebase: Codebase.gitlab('acme/shop', { connectionArn, paths: ['web/'] }) }, /codebase\.paths must be patterns from the root of the.*, got "web\/"$/m],
  ['a path that is relative', { codebase: Codebase.github('acme/shop', { connectionArn, ignorePaths: ['./docs/**'] }) }, /codebase\.ignorePaths must be patterns from the root of the.*, got "\.\/docs\/\*\*"$/m],
  ['a path that is too long', { codebase: Codebase.github('acme/shop', { connectionArn, paths: ['a'.repeat(256)] }) }, /of at most 255 characters/],
  ['too many paths', { codebase: Codebase.github('acme/shop', { connectionArn, paths: Array.from({ length: 9 }, (_, index) => `${index}/**`) }) },
    /codebase\.paths must be at most 8 patterns, as CodePipeline.*, got 9; join some, such as "\{api,web\}\/\*\*"$/m],
  ['a tag that is a reference', { codebase: Codebase.bitbucket('acme/shop', { connectionArn, tags: ['refs/tags/v1'] }) }, /codebase\.tags must be patterns of the names of tags, such as.*, got "refs\/tags\/v1"$/m],
  ['a tag with white space', { codebase: Codebase.github('acme/shop', { connectionArn, tags: ['v 1'] }) }, /codebase\.tags must be patterns of the names of tags, such as.*, got "v 1"$/m],
  ['tags and paths', { codebase: Codebase.github('acme/shop', { connectionArn, tags: ['v*'], paths: ['web/**'] }) }, /tags is given together with paths/],
  ['an archive without a name', { codebase: archive('') }, /codebase\.key must be the key of one object, such as.*, got ""$/m],
  ['an archive that is many', { codebase: archive('*.zip') }, /codebase\.key must be the key of one object, such as.*, got "\*\.zip"$/m],
  ['an archive in a folder of no name', { codebase: archive('/guestbook.zip') }, /codebase\.key must be the key of one object, such as.*, got "\/guestbook\.zip"$/m],
  ['an archive without versions', { codebase: archive('guestbook.zip', { versioned: false }) }, /codebase\.bucket must be versioned, since a release is made of.*, got a Bucket \(Uploads\/Bucket\)$/m],
  ['a connection that is none', { codebase: Codebase.github('acme/guestbook', { connectionArn: 'my-connection' }) }, /codebase\.connectionArn must be the ARN of a connection, such.*, got "my-connection"$/m],

  ['a Dockerfile outside the codebase', { imageBuild: ImageBuild.dockerfile({ dockerfile: '../Dockerfile' }) }, /imageBuild\.dockerfile must be a path inside the codebase,.*, got "\.\.\/Dockerfile"$/m],
  ['a Dockerfile from the root of a disk', { imageBuild: ImageBuild.dockerfile({ dockerfile: '/Dockerfile' }) },
    /has one mistake:\n {2}- imageBuild.dockerfile must be a path inside the codebase, .*, got "\/Dockerfile"$/],
  ['a context that is no path', { imageBuild: ImageBuild.dockerfile({ context: '/etc' }) }, /imageBuild\.context must be a path inside the codebase, such as "\.", got "\/etc"$/m],
  ['a target that is no name', { imageBuild: ImageBuild.dockerfile({ target: 'a b' }) }, /imageBuild.target is "a b"/],
  ['a target that Docker would take for an option', { imageBuild: ImageBuild.dockerfile({ target: '-a' }) }, /imageBuild.target is "-a"/],
  ['a stage of tests that is no name', { imageBuild: ImageBuild.dockerfile({ testTarget: 'a b' }) }, /imageBuild.testTarget is "a b"/],
  ['a target that the seed does not have', { imageBuild: ImageBuild.dockerfile({ target: 'release' }) }, /imageBuild.target is "release", which is no stage of the Dockerfile in codebase.seed; it has build, test, dependencies, runtime/],
  ['a stage of tests that the seed does not have', { imageBuild: ImageBuild.dockerfile({ testTarget: 'tests' }) }, /imageBuild.testTarget is "tests", which is no stage/],
  ['an acceptance of everything', { vulnerabilityGate: VulnerabilityGate.failOn(Severity.HIGH, { accept: { '*': 'x' } }) }, /vulnerabilityGate\.accept: the name of a vulnerability must be.*, got "\*"$/m],
  ['an acceptance for no reason', { vulnerabilityGate: VulnerabilityGate.failOn(Severity.HIGH, { accept: { 'CVE-2023-45853': ' ' } }) }, /vulnerabilityGate\.accept\.CVE-2023-45853 must be the reason in.*, got " "$/m],
  ['a build argument that is no name', { imageBuild: ImageBuild.dockerfile({ buildArgs: { 'a-b': '' } }) }, /imageBuild\.buildArgs: the name of a build argument must be.*, got "a-b"$/m],

  ['a variable that is no name', { config: Config.of({ variables: { 'LOG LEVEL': '' } }) }, /config\.variables: the name of a variable must be letters,.*, got "LOG LEVEL"$/m],
  ['a variable of the platform', { config: Config.of({ variables: { PORT: '80' } }) }, /config\.variables: the name of a variable must be one that the.*, got "PORT"$/m],
  ['a variable of AWS', { config: Config.of({ variables: { AWS_REGION: 'eu-west-1' } }) }, /config\.variables: the name of a variable must be one that the.*, got "AWS_REGION"$/m],
  ['dynamic values that are no object', dynamic([1]), /config\.dynamic\.values must be an object, got the list \[1\]$/m],
  ['a schema of something else than an object', dynamic({}, { type: 'array' }), /config\.dynamic\.schema must be the schema of an object: put.*, got the object \{ type: "array" \}$/m],
  ['a schema that is none', dynamic({}, { properties: 7 }), /config.dynamic.schema is not a valid JSON schema of draft 4/],
  ['dynamic values that break their own schema', dynamic({ Limit: 'ten' }, { properties: { Limit: { type: 'integer' } } }),
    /the dynamic value of environment staging.Limit breaks the schema: it must be integer, but is "ten"; change the value or config.dynamic.schema/],
  ['dynamic values outside an enumeration', dynamic({ Mode: 'x' }, { properties: { Mode: { enum: ['a', 'b'] } } }), /must be equal to one of the allowed values \(\["a","b"\]\)/],
  ['dynamic values that are missing', dynamic({}, { required: ['Limit'] }), /must have required property 'Limit'/],

  ['a handle that is no variable', { backingServices: { Data: table(Attachment.variable('1ST')) } }, /backingServices\.Data\.attach: the name of a variable must be.*, got "1ST"$/m],
  ['a handle that is no key', { backingServices: { Data: table(Attachment.dynamic('a b')) } }, /backingServices\.Data\.attach: the dynamic key must be letters,.*, got "a b"$/m],
  ['two handles of one name', { backingServices: { A: table(Attachment.variable('TABLE')), B: table(Attachment.variable('TABLE')) } }, /the variable TABLE is set twice/],
  ['a handle that the config has', { ...dynamic({ TableName: 'x' }), backingServices: { A: table(Attachment.dynamic('TableName')) } }, /the dynamic key TableName is set twice/],
  ['a backing service of no proper name', { backingServices: { data_store: table(Attachment.variable('T')) } }, /the name of a backing service must be 2 to 20 letters, digits.*, got "data_store"$/m],
  ['two backing services of one name', { backingServices: { Data: table(Attachment.variable('A')), data: table(Attachment.variable('B')) } }, /two backing services are named "Data" and "data"/],
  ['a key without a name', { backingServices: { A: BackingService.dynamoDbTable({ partitionKey: { name: '', type: AttributeType.STRING }, attach: Attachment.variable('A') }) } },
    /backingServices\.A\.partitionKey\.name must be 1 to 255 characters, got ""$/m],
  ['a sort key whose name is too long', {
    backingServices: {
      A: BackingService.dynamoDbTable({
        partitionKey: { name: 'Id', type: AttributeType.STRING }, sortKey: { name: 'x'.repeat(256), type: AttributeType.STRING }, attach: Attachment.variable('A'),
      }),
    },
  }, /backingServices\.A\.sortKey\.name must be 1 to 255.*, got "x+…"$/m],
  ['a table by its name', { backingServices: { A: BackingService.existingDynamoDbTable({ table: 'countries' as any, attach: Attachment.variable('A') }) } },
    /backingServices\.A\.table must be an ITable.*, got the string "countries"$/m],
  ['no bucket where one is', { backingServices: { A: BackingService.existingBucket({ bucket: undefined!, attach: Attachment.variable('A') }) } },
    /backingServices\.A\.bucket is missing; give an IBucket/],
  ['something like a bucket', { backingServices: { A: BackingService.existingBucket({ bucket: { bucketArn: '', bucketName: '' } as any, attach: Attachment.variable('A') }) } },
    /backingServices\.A\.bucket must be a construct of the CDK: import what exists, as in Bucket\.fromBucketName.*, got the object { bucketArn: "", bucketName: "" }$/m],

  ['nothing to run', { processes: {} }, /processes is empty and there is no admin task; give at least one/],
  ['two web processes', { processes: { web: Process.web(), api: Process.web() } }, /api and web are both web processes; an app has one/],
  ['a process and a task with one name', { processes: { web: Process.web(), Seed: Process.worker({ command: ['x'] }) }, adminTasks: { seed: task() } },
    /two processes or admin tasks are named "Seed" and "seed"/],
  ['a process of no proper name', { processes: { 'my web': Process.web() } }, /the name of a process or admin task must be 2 to 20 letters,.*, got "my web"$/m],
  ['a process name that is too long', { processes: { ['w'.repeat(21)]: Process.web() } }, /the name of a process or admin task must be 2 to 20 letters,.*, got "wwwwwwwwwwwwwwwwwwwww"$/m],
  ['a process by the name of an id that the CDK keeps for itself', { processes: { Resource: Process.web() } }, /the name of a process or admin task must be a name with no.*, got "Resource"$/m],
  ['an environment by such a name', { environments: [Environment.named('default')] }, /the name of an environment must be a name with no other.*, got "default"$/m],
  ['a backing service by the name of what every object has', { backingServices: { toString: table(Attachment.variable('T')) } }, /the name of a backing service must be a name with no other.*, got "toString"$/m],
  ['a port below those that need no root', { processes: { web: Process.web({ port: 80 }) } }, /processes\.web\.port must be a whole number from 1024 to 65535.*, got 80$/m],
  ['a port beyond the last', { processes: { web: Process.web({ port: 70000 }) } }, /processes\.web\.port must be a whole number from 1024 to 65535.*, got 70000$/m],
  ['a port that is no whole number', { processes: { web: Process.web({ port: 8080.5 }) } }, /processes\.web\.port must be a whole number from 1024 to 65535.*, got 8080\.5$/m],
  ['a health check that is no path', { processes: { web: Process.web({ healthCheck: 'health' }) } }, /processes\.web\.healthCheck must be a path that starts with "\/", such as "\/", got "health"$/m],
  ['a start-up of more than an hour', { processes: { web: Process.web({ startUp: Duration.hours(2) }) } }, /processes\.web\.startUp must be from 0 to 3600 whole seconds, got 7200 seconds$/m],
  ['an empty command', { processes: { web: Process.worker({ command: [] }) } }, /processes\.web\.command must be the program and its arguments.*, got the list \[\]$/m],
  ['a command with an empty word', { adminTasks: { seed: task(['node', '']) } }, /adminTasks\.seed\.command must be the program and its arguments.*, got the list \["node", ""\]$/m],
  ['a pair of CPU and memory that Fargate does not offer', { processes: { web: Process.web({ size: TaskSize.of({ cpu: 256, memory: Size.gibibytes(4) }) }) } },
    /processes\.web\.size must be a pair that Fargate.*, got 256 CPU units with 4096 MiB; the nearest are 256 with 2048 MiB and 512 with 4096 MiB/],
  ['a pair between two that Fargate offers', { processes: { web: Process.web({ size: TaskSize.of({ cpu: 256, memory: Size.mebibytes(1536) }) }) } },
    /processes\.web\.size must be a pair that Fargate.*, got 256 CPU units with 1536 MiB; the nearest are 256 with 2048 MiB and 256 with 1024 MiB/],
  ['a size of an admin task that Fargate does not offer', { adminTasks: { seed: AdminTask.oneOff({ command: ['x'], size: TaskSize.of({ cpu: 1, memory: Size.mebibytes(1) }) }) } },
    /adminTasks\.seed\.size must be a pair that Fargate.*, got 1 CPU units with 1 MiB; the nearest are 256 with 512 MiB and 256 with 1024 MiB/],
  ['fewer copies than none', { processes: { web: Process.web({ scaling: Scaling.cpu(50, { min: -1, max: 2 }) }) } }, /processes\.web\.scaling\.min must be a whole number from 1 to.*, got -1$/m],
  ['no copy at the most', { processes: { web: Process.web({ scaling: Scaling.cpu(50, { min: 0, max: 0 }) }) } }, /processes\.web\.scaling\.min must be a whole number from 1 to.*, got 0$/m],
  ['no copy at the least, where the load decides', { processes: { web: Process.web({ scaling: Scaling.cpu(50, { min: 0, max: 2 }) }) } }, /processes\.web\.scaling\.min must be a whole number from 1 to.*, got 0$/m],
  ['a range that goes down', { processes: { web: Process.web({ scaling: Scaling.cpu(50, { min: 3, max: 2 }) }) } }, /processes\.web\.scaling\.min must be at most max, which is 2, got 3$/m],
  ['a CPU target that cannot be held', { processes: { web: Process.web({ scaling: Scaling.cpu(99, { min: 1, max: 2 }) }) } }, /processes\.web\.scaling: the CPU target in percent must be a whole number from 10 to 90, got 99$/m],
  ['no requests for each copy', { processes: { web: Process.web({ scaling: Scaling.requests(0, { min: 1, max: 2 }) }) } }, /processes\.web\.scaling: the requests for each copy in a minute.*, got 0$/m],
  ['requests of a worker', { processes: { w: Process.worker({ command: ['x'], scaling: Scaling.requests(5, { min: 1, max: 2 }) }) } }, /processes.w.scaling counts requests, which only the web process gets/],
  ['a stop limit that Fargate does not grant', { shutdown: Shutdown.within(Duration.minutes(3)) }, /shutdown must be from 10 to 120 whole seconds \(Fargate kills.*, got 180 seconds$/m],
  ['a stop limit of a process that is too short', { processes: { web: Process.web({ shutdown: Shutdown.within(Duration.seconds(1)) }) } }, /processes\.web\.shutdown must be from 10 to 120 whole seconds.*, got 1 seconds$/m],
  ['a backup of what is not there', { adminTasks: { backup: AdminTask.oneOff({ command: ['x'], backsUp: ['Datastore'] }) } }, /adminTasks\.backup\.backsUp must be the name of a backing.*, got "Datastore"$/m],
  ['a restore of what is not there', { adminTasks: { restore: AdminTask.oneOff({ command: ['x'], restores: ['Datastore'] }) } }, /adminTasks\.restore\.restores must be the name of a backing.*, got "Datastore"$/m],
  ['a restore of what cannot be swapped', {
    adminTasks: { restore: AdminTask.oneOff({ command: ['x'], restores: ['Uploads'] }) },
    backingServices: { Uploads: BackingService.bucket({ attach: Attachment.variable('UPLOADS') }) },
  }, /adminTasks\.restore\.restores must name services attached with.*, got "Uploads", which is attached as the variable UPLOADS$/m],
  ['a retry of a schedule for days', { adminTasks: { b: AdminTask.scheduled({ command: ['x'], schedule: ScheduleExpression.rate(Duration.days(1)), retryFor: Duration.days(2) }) } },
    /adminTasks\.b\.retryFor must be from 60 to 86400 whole seconds, got 172800 seconds$/m],

  ['a release command of no words', { release: Release.withCommand({ command: [] }) }, /release\.command must be the program and its arguments as.*, got the list \[\]$/m],
  ['a release command of a size that is not offered', { release: Release.withCommand({ command: ['x'], size: TaskSize.of({ cpu: 3, memory: Size.gibibytes(1) }) }) }, /release\.size must be a pair that Fargate.*, got 3 CPU units with 1024 MiB; the nearest are 256 with 1024 MiB and 256 with 512 MiB/],
  ['a release command for days', { release: Release.withCommand({ command: ['x'], timeout: Duration.days(1) }) }, /release\.timeout must be from 60 to 3600 whole seconds, got 86400 seconds$/m],
  ['a task with the name of the release command', { release: Release.withCommand({ command: ['x'] }), adminTasks: { Release: task() } }, /a process or admin task is named "release", as the task of the release command is/],
  ['logs that go nowhere', { logging: Logging.fireLens([]) }, /logging\.destinations must be at least one, such as LogDestination\.cloudWatch\(\), got the list \[\]$/m],
  ['logs in a bucket that are gone within the day', { logging: Logging.fireLens([LogDestination.s3({ expiration: Duration.hours(1) })]) }, /logging\.destinations\[0\]\.expiration must be whole days, at least one, got 0\.041666666666666664 days$/m],
  ['a configuration file that is not there', { logging: Logging.fireLens([LogDestination.configurationFile('/no/file.conf')]) }, /logging\.destinations\[0\]\.file must be the path of a Fluent Bit.*, got "\/no\/file\.conf"$/m],
  ['two destinations of a kind', { logging: Logging.fireLens([LogDestination.s3(), LogDestination.s3()]) }, /several destinations of the kind S3; a router has room for one/],

  ['no environment', { environments: [] }, /environments must be at least one, such as Environment\.production\(\), got the list \[\]$/m],
  ['two environments of one name', { environments: [Environment.staging(), Environment.named('Staging')] }, /two environments are named "staging" and "Staging"/],
  ['two environments that hyphens alone tell apart', { environments: [Environment.named('a-b'), Environment.named('aB')] }, /two environments are named "a-b" and "aB"/],
  ['an environment named as another stack', { environments: [Environment.named('pipeline')] }, /the name of an environment must be another one than that of a.*, got "pipeline"$/m],
  ['an environment named as an approval', { environments: [Environment.named('approve-it')] }, /the name of an environment must be another one than that of a.*, got "approve-it"$/m],
  ['an environment of no proper name', { environments: [Environment.named('pre prod')] }, /the name of an environment must be 2 to 16 letters, digits.*, got "pre prod"$/m],
  ['a variable that the app does not have', { environments: [Environment.staging({ variables: { DEBUG: '1' } })] }, /environment staging: variables has "DEBUG", which the app does not have/],
  ['a dynamic value that the app does not have', { environments: [Environment.staging({ dynamicValues: { A: 1 } })] }, /environment staging: dynamicValues has "A"/],
  ['a backing service that the app does not have', { environments: [Environment.staging({ backingServices: { A: table(Attachment.variable('A')) } })] }, /environment staging: backingServices has "A"/],
  ['a variable by the name of what every object has', { environments: [Environment.staging({ variables: { toString: '1' } })] }, /environment staging: variables has "toString", which the app/],
  ['a restore by the name of what every object has', { adminTasks: { restore: AdminTask.oneOff({ command: ['x'], restores: ['valueOf'] }) } }, /adminTasks\.restore\.restores must be the name of a backing.*, got "valueOf"$/m],
  ['a size of what the app does not have', { environments: [Environment.staging({ sizes: { worker: {} } })] }, /environment staging: sizes has "worker"/],
  ['a size in an environment that Fargate does not offer', { environments: [Environment.staging({ sizes: { web: { size: TaskSize.of({ cpu: 1, memory: Size.gibibytes(1) }) } } })] }, /environment staging: sizes\.web\.size must be a pair that.*, got 1 CPU units with 1024 MiB; the nearest are 256 with 1024 MiB and 256 with 512 MiB/],
  ['a scaling in an environment that cannot be', { environments: [Environment.staging({ sizes: { web: { scaling: Scaling.fixed(0) } } })] }, /environment staging: sizes\.web\.scaling\.max must be a whole number from 1 to 5000, got 0$/m],
  ['a scaling of an admin task', { adminTasks: { seed: task() }, environments: [Environment.staging({ sizes: { seed: { scaling: Scaling.fixed(2) } } })] }, /seed is an admin task, which runs once/],
  ['a backing service attached in another way', {
    backingServices: { Data: table(Attachment.dynamic('TableName')) },
    environments: [Environment.staging({ backingServices: { Data: table(Attachment.variable('TABLE')) } })],
  }, /environment staging: backingServices\.Data must be attached as.*, got TABLE$/m],
  ['a dynamic value of one environment that breaks the schema', {
    ...dynamic({ Limit: 1 }, { properties: { Limit: { type: 'integer' } } }), environments: [Environment.staging({ dynamicValues: { Limit: 'x' } })],
  }, /environment staging.Limit breaks the schema/],
  ['a network of one zone', { environments: [Environment.staging({ network: Network.create({ availabilityZones: 1 }) })] }, /environment staging: network\.availabilityZones must be a.*, got 1$/m],
  ['a network without a way out', { environments: [Environment.staging({ network: Network.create({ natGateways: 0 }) })] }, /environment staging: network\.natGateways must be a whole.*, got 0$/m],
  ['more NAT gateways than zones', { environments: [Environment.staging({ network: Network.create({ natGateways: 3 }) })] }, /environment staging: network\.natGateways must be a whole.*, got 3$/m],

  ['nobody to send an e-mail to', told(Notifications.byEmail([])), /notifications\.byEmail\.addresses must be at least one address, got the list \[\]$/m],
  ['an address that is none', told(Notifications.byEmail(['team'])), /notifications\.byEmail\.addresses must be addresses such as "team@example\.com", got "team"$/m],
  ['an address given twice', told(Notifications.byEmail(['a@example.com', 'a@example.com'])), /notifications\.byEmail\.addresses must have each address once, got "a@example\.com" more than once$/m],
  ['e-mails given twice', told(Notifications.byEmail(['a@example.com']), Notifications.byEmail(['b@example.com'])), /hold byEmail\(\) more than once; give all addresses to one/],
  ['a workspace by its name', told(Notifications.toSlack({ workspaceId: 'acme', channelId: 'C0456EFGH' })), /notifications\.toSlack\.workspaceId must be the id of the.*, got "acme"$/m],
  ['a channel by its name', told(Notifications.toSlack({ workspaceId: 'T0123ABCD', channelId: '#releases' })), /notifications\.toSlack\.channelId must be the id of the.*, got "#releases"$/m],
  ['a channel that is a token', told(Notifications.toSlack({ workspaceId: 'T0123ABCD', channelId: Aws.ACCOUNT_ID })), /notifications\.toSlack\.channelId must be a plain string that.*, got a token$/m],
  ['a channel given twice', told(SLACK, SLACK), /notifications hold the same topic or channel more than once; give each once/],
  ['a FIFO topic', told(Notifications.toTopic(new Topic(topics, 'Fifo', { fifo: true }))), /notifications\.toTopic\.topic must be a standard topic, as a.*, got a Topic \(Topics\/Fifo\)$/m],
  ['a topic with AWS\'s own key', told(Notifications.toTopic(new Topic(topics, 'Managed', { masterKey: Alias.fromAliasName(topics, 'Key', 'alias/aws/sns') }))),
    /notifications\.toTopic\.topic must be encrypted with a key of.*, got a Topic \(Topics\/Managed\)$/m],
  ['a topic of another region', { ...told(Notifications.toTopic(Topic.fromTopicArn(topics, 'There', 'arn:aws:sns:us-east-1:111122223333:t'))), env: { account: '111122223333', region: 'eu-west-1' } },
    /notifications\.toTopic\.topic is Topics\/There, which is in the region us-east-1, while the pipeline is in eu-west-1; give one of that region/],
  ['more to tell than a rule takes', told(...Array.from({ length: 11 }, (_, index) => Notifications.toSlack({ workspaceId: 'T0123ABCD', channelId: `C0000000${index}` }))),
    /notifications must be at most 10, as a pipeline has no more, got 11; let several share a topic$/m],
  ['an approval that ends at once', { environments: [Environment.production({ approval: Approval.manual({ timeout: Duration.minutes(1) }) })] },
    /environment production: approval\.timeout must be from 5 to.*, got 1 minutes$/m],
  ['an approval that never ends', { environments: [Environment.production({ approval: Approval.manual({ timeout: Duration.days(61) }) })] }, /environment production: approval\.timeout must be from 5 to.*, got 87840 minutes$/m],
  ['an approval told to a FIFO topic', { environments: [Environment.production({ approval: Approval.manual({ topic: new Topic(topics, 'Approvals', { fifo: true }) }) })] },
    /environment production: approval\.topic must be a standard.*, got a Topic \(Topics\/Approvals\)$/m],

  ['a smoke test that is no path', { smokeTest: SmokeTest.http({ path: 'hello' }) }, /smokeTest\.path must be a path that starts with "\/" and has no.*, got "hello"$/m],
  ['a smoke test of no commands', { smokeTest: SmokeTest.commands([]) }, /smokeTest\.commands must be at least one, and none that is.*, got the list \[\]$/m],
  ['a smoke test of an empty command', { smokeTest: SmokeTest.commands(['npm ci', ' ']) }, /smokeTest\.commands must be at least one, and none that is.*, got the list \["npm ci", " "\]$/m],
  ['a smoke test that is a command', { smokeTest: SmokeTest.http({ path: '/$(whoami)' }) }, /smokeTest\.path must be a path that starts with "\/" and has no.*, got "\/\$\(whoami\)"$/m],
  ['a smoke test that curl would try for ever', { smokeTest: SmokeTest.http({ retryFor: Duration.seconds(0) }) }, /smokeTest\.retryFor must be from 1 to 1800 whole seconds, got 0 seconds$/m],
  ['a smoke test that goes on for ever', { smokeTest: SmokeTest.http({ retryFor: Duration.hours(1) }) }, /smokeTest\.retryFor must be from 1 to 1800 whole seconds, got 3600 seconds$/m],
];

test.each(MISTAKES)('fails on %s', (_title, props, message) => {
  expect(build(props)).toThrow(message);
});

test('fails on an id that cannot be the name of the app, and says where the name comes from', () => {
  expect(build({}, 'guest book')).toThrow(/the name of the app, made of the id "guest book", must be 2.*, got "guest book"; give a name of its own with the prop appName$/m);
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
  expect(build({ processes: { web: Process.web({ port: 80 }) } })).toThrow(/has one mistake:\n.*port must be .*, got 80$/);
});

test('leaves nothing half-made behind', () => {
  const app = newApp({});
  expect(() => new TwelveFactorFargateApp(app, 'Guestbook', { codebase, appName: '1st' })).toThrow();
  expect(app.node.findAll().filter((one) => one.constructor.name === 'Stack')).toEqual([]);
});

describe('an environment alone', () => {
  test('fails on a name of the app that cannot be one', () => {
    expect(() => environmentAlone({ appName: 'a b' })).toThrow(/FargateEnvironment "Environment\/Guestbook" has one mistake:\n {2}- appName must be .*, got "a b"/);
  });

  test('fails on what is wrong with the app', () => {
    expect(() => environmentAlone({ processes: {}, adminTasks: {} })).toThrow(/processes is empty/);
  });
});
