/**
 * One environment by itself, released by a pipeline that is not the library's: here a CodeBuild project, which may push images and release, and
 * nothing else.
 *
 * | Scenario | Expectation | What it validates |
 * |---|---|---|
 * | the stacks are deployed | every stack succeeds | the rooms can be used alone |
 * | the project builds the bundled service, pushes it, and runs the release script | its build succeeds | `grantRelease()` is enough, and the script needs no pipeline of ours |
 * | the environment runs the release | the ledger names a digest, the service runs its copy, the page answers 200 | the release contract |
 * | everything is destroyed | nothing is left but the numbered entries of the ledger | as it says |
 */
import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import { Stack } from 'aws-cdk-lib';
import { BuildSpec, LinuxArmBuildImage, Project, Source } from 'aws-cdk-lib/aws-codebuild';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { expectRelease, inTurn, waitFor } from './support/assertions';
import { integTest, newIntegApp } from './support/integ-app';
import { Attachment, BackingService, Environment, FargateEnvironment, ImageRepository, ReleaseLedger } from '../../src';
import { assetPath } from '../../src/private/assets';

const app = newIntegApp();
const appName = 'IntegOwnPipeline';
const environment = Environment.staging();

const codebase = new Stack(app, `${appName}-Codebase`);
const { repository } = new ImageRepository(codebase, 'Images', { repositoryName: appName.toLowerCase() });
const ledger = new ReleaseLedger(codebase, 'Ledger', { appName, environmentName: environment.name });

const staging = new FargateEnvironment(new Stack(app, `${appName}-Staging`), appName, {
  appName,
  environment,
  repository,
  ledger,
  backingServices: {
    Datastore: BackingService.dynamoDbTable({ partitionKey: { name: 'Application', type: AttributeType.STRING }, attach: Attachment.dynamic('TableName') }),
  },
});

const pipeline = new Stack(app, `${appName}-Pipeline`);
const service = new Asset(pipeline, 'Service', { path: assetPath('service'), exclude: ['node_modules', 'dist', 'test'] });
const script = new Asset(pipeline, 'Script', { path: assetPath('release', 'release.mjs') });
const project = new Project(pipeline, 'Project', {
  source: Source.s3({ bucket: service.bucket, path: service.s3ObjectKey }),
  environment: { buildImage: LinuxArmBuildImage.AMAZON_LINUX_2023_STANDARD_3_0, privileged: true },
  buildSpec: BuildSpec.fromObject({
    version: '0.2',
    env: { shell: 'bash' },
    phases: {
      build: {
        commands: [
          `image='${repository.repositoryUri}':"\${CODEBUILD_BUILD_ID##*:}"`,
          'aws ecr get-login-password | docker login --username AWS --password-stdin "${image%%/*}"',
          'docker build --target runtime --tag "$image" . && docker push "$image"',
          'digest=$(docker inspect --format \'{{index .RepoDigests 0}}\' "$image") && digest="${digest#*@}"',
          `aws s3 cp --quiet '${script.s3ObjectUrl}' /tmp/release.mjs`,
          `node /tmp/release.mjs --stack '${staging.stackName}' --digest "$digest"`,
        ],
      },
    },
  }),
});
script.grantRead(project);
repository.grantPullPush(project);
staging.grantRelease(project);

const { assertions } = integTest(app, 'OwnPipeline');
const build = assertions.awsApiCall('CodeBuild', 'startBuild', { projectName: project.projectName });
inTurn([
  build,
  waitFor(assertions.awsApiCall('CodeBuild', 'batchGetBuilds', { ids: [build.getAttString('build.id')] })
    .expect(ExpectedResult.objectLike({ builds: [{ buildStatus: 'SUCCEEDED' }] }))),
  ...expectRelease(assertions, staging, 1),
]);
