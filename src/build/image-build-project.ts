import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ImageBuild } from './image-build';
import { servicePrincipal } from '../private/roles';
import { LAYER_CACHE_TAG } from '../private/well-known';

/**
 * Properties of `ImageBuildProject`.
 */
export interface ImageBuildProjectProps {
  /**
   * Where the image is pushed to.
   */
  readonly repository: ecr.IRepository;

  /**
   * How the image is built.
   *
   * @default - the file `Dockerfile` at the root of the codebase, its last stage
   */
  readonly imageBuild?: ImageBuild;
}

/**
 * The build stage (factor V): turns one commit into one image, tags it by the commit, pushes it, and hands on its digest. A revision that cannot
 * be a tag, such as some versions of an object in S3, is tagged by its hash.
 *
 * Nothing after it builds again. A commit that was built before is not built twice, whatever has changed in how it would be built: its image is
 * found by its tag.
 */
export class ImageBuildProject extends Construct {
  /** The underlying build project. */
  public readonly project: codebuild.PipelineProject;

  /** Where the build writes its log. */
  public readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, id: string, props: ImageBuildProjectProps) {
    super(scope, id);
    this.logGroup = new logs.LogGroup(this, 'LogGroup', { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
    this.project = new codebuild.PipelineProject(this, 'Project', {
      description: 'Builds the image of a commit',
      role: new iam.Role(this, 'Role', { assumedBy: servicePrincipal('codebuild.amazonaws.com') }),
      grantReportGroupPermissions: false,
      environment: {
        buildImage: codebuild.LinuxArmBuildImage.AMAZON_LINUX_2023_STANDARD_3_0,
        computeType: codebuild.ComputeType.SMALL,
        privileged: true, // Docker needs it; this project can do nothing but read the code and push to this repository
      },
      environmentVariables: {
        REPOSITORY_URI: { value: props.repository.repositoryUri },
        REPOSITORY_NAME: { value: props.repository.repositoryName },
      },
      buildSpec: codebuild.BuildSpec.fromObjectToYaml(buildSpec(props.imageBuild ?? ImageBuild.dockerfile())),
      logging: { cloudWatch: { logGroup: this.logGroup } },
      timeout: Duration.hours(1),
      queuedTimeout: Duration.hours(1),
    });
    props.repository.grantPullPush(this.project);
  }
}

/** One command, so that nothing depends on what a shell carries from one command to the next. */
function buildSpec(build: ImageBuild): object {
  return {
    version: '0.2',
    env: { 'shell': 'bash', 'exported-variables': ['COMMIT', 'DIGEST'] },
    phases: { build: { commands: [buildScript(build)] } },
  };
}

/**
 * Builds the commit that CodeBuild resolved, never a branch; without a cache where no builder that can write one is to be had. A revision that
 * is no commit, such as the version of an object, may be no valid tag: then its hash is one.
 */
function buildScript(build: ImageBuild): string {
  return `
set -euo pipefail
export COMMIT="\${CODEBUILD_RESOLVED_SOURCE_VERSION:?the source names no revision; a bucket has to be versioned}"
TAG="$COMMIT"
if [[ ! "$TAG" =~ ^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$ ]]; then
  TAG="sha256-$(printf %s "$COMMIT" | sha256sum | cut -d ' ' -f 1)"
fi
find_digest() {
  aws ecr batch-get-image --repository-name "$REPOSITORY_NAME" --image-ids imageTag="$TAG" --query 'images[0].imageId.imageDigest' --output text
}
DIGEST="$(find_digest)"
if [ "$DIGEST" = None ]; then
  aws ecr get-login-password | docker login --username AWS --password-stdin "\${REPOSITORY_URI%%/*}"
  cache=()
  if docker buildx create --use --bootstrap --driver docker-container; then
    layers="type=registry,ref=$REPOSITORY_URI:${LAYER_CACHE_TAG}"
    cache=(--cache-from "$layers" --cache-to "$layers,mode=max,image-manifest=true,oci-mediatypes=true")
  else
    docker buildx use default
  fi
  docker buildx build "\${cache[@]}" ${buildArguments(build).join(' ')}
  DIGEST="$(find_digest)"
fi
[[ "$DIGEST" =~ ^sha256:[0-9a-f]{64}$ ]]
export DIGEST
echo "Commit $COMMIT is image $REPOSITORY_URI@$DIGEST"
`.trim();
}

function buildArguments(build: ImageBuild): string[] {
  return [
    '--platform linux/arm64 --push',
    '--provenance=false', // without an attestation the tag names the image itself, not a list that holds it
    '--label "org.opencontainers.image.revision=$COMMIT" --tag "$REPOSITORY_URI:$TAG"',
    `--file ${quote(build.path)}`,
    ...(build.target ? [`--target ${quote(build.target)}`] : []),
    ...Object.entries(build.buildArgs).map(([name, value]) => `--build-arg ${quote(`${name}=${value}`)}`),
    quote(build.context),
  ];
}

/** One word for the shell, whatever it holds. */
function quote(word: string): string {
  return `'${word.replace(/'/g, "'\\''")}'`;
}
