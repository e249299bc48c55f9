import { Annotations, Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { BuildProvenance } from './build-provenance';
import { ImageBuild } from './image-build';
import { buildScript, TEST_REPORTS } from './image-build-script';
import { checkSigningKey } from './provenance';
import { PROVENANCE_SCRIPT, provenanceVariables } from './provenance-script';
import { acknowledge } from '../private/acknowledge';
import { withSigningKey } from '../private/keys';
import { pipelineProject } from '../private/pipeline-project';
import { allowPush } from '../private/push-images';
import { checkProps } from '../private/shape';
import { allow } from '../private/wide-statement';

/**
 * Properties of `ImageBuildProject`.
 */
export interface ImageBuildProjectProps {
  /**
   * Where the image is pushed to.
   */
  readonly repository: ecr.IRepository;

  /**
   * How the image is built, and what tests it.
   *
   * @default - the file `Dockerfile` at the root of the codebase, its last stage, and no tests
   */
  readonly imageBuild?: ImageBuild;

  /**
   * The provenance that an image must have which the tag of the commit names before the build starts. Without it, a role that may push could take the tag of a
   * commit to come, and the pipeline would sign an image that it has not built.
   *
   * @default - such an image is taken when its label names the commit
   */
  readonly provenance?: BuildProvenance;
}

/**
 * The build stage (factor V): tests one commit, turns it into one image, tags it by the commit, pushes it, and hands on its digest. A revision that
 * cannot be a tag, such as some versions of an object in S3, is tagged by its hash.
 *
 * Nothing after it builds again. A commit that was built before is neither tested nor built twice, whatever has changed in how that would be
 * done: its image is found by its tag. The image's label `org.opencontainers.image.revision` must name the commit; the build fails otherwise.
 */
export class ImageBuildProject extends Construct {
  /** The underlying build project. */
  public readonly project: codebuild.PipelineProject;

  /** Where the build writes its log. */
  public readonly logGroup: logs.LogGroup;

  /** The reports of the tests, each kept for 30 days and deleted with the stack. Undefined when there is no `testTarget`. */
  public readonly testReports?: codebuild.ReportGroup;

  /** What an image has to be signed with that was there before. Conditional: only with `provenance`. */
  public readonly provenance?: BuildProvenance;

  constructor(scope: Construct, id: string, props: ImageBuildProjectProps) {
    super(scope, id);
    checkProps(this, 'ImageBuildProjectProps', props, (problems, { imageBuild, provenance }) => {
      imageBuild?._check(problems);
      checkSigningKey(problems, 'provenance.key', provenance?.key);
    });
    const build = props.imageBuild ?? ImageBuild.dockerfile();
    if (build.layerCache.isShared) {
      Annotations.of(this).addWarningV2('cdk-twelve-factor-fargate:ImageBuild.sharedLayerCache',
        'LayerCache.shared(): any commit that is pushed, approved or not, can shape the image of a later commit. Use LayerCache.none() for what goes to '
        + 'production, or acknowledge this warning. To recover from a poisoned cache, delete the tag layer-cache of the image repository');
    }
    this.testReports = build.testTarget === undefined ? undefined : new codebuild.ReportGroup(this, 'Tests', {
      type: codebuild.ReportGroupType.TEST,
      deleteReports: true, // a group that holds reports cannot be deleted otherwise
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.provenance = props.provenance;
    const { project, logGroup } = pipelineProject(this, 'Project', {
      description: 'Builds the image of a commit',
      privileged: true,
      variables: {
        REPOSITORY_URI: props.repository.repositoryUri,
        REPOSITORY_NAME: props.repository.repositoryName,
        ...this.provenance && provenanceVariables(this.provenance),
      },
      scripts: this.provenance && [PROVENANCE_SCRIPT],
      exportedVariables: ['COMMIT', 'DIGEST'],
      commands: [buildScript(build, this.provenance !== undefined)], // one, so that nothing depends on what a shell carries from one command to the next
      reports: this.testReports && { group: this.testReports, folder: TEST_REPORTS, files: '**/*.xml', format: 'JUNITXML' },
      timeout: Duration.hours(1),
    });
    this.project = project;
    this.logGroup = logGroup;
    allowPush(this, props.repository, project);
    if (this.provenance) {
      allow(project, withSigningKey(this.provenance.key, ['kms:GetPublicKey']));
    }
    acknowledge(this, 'Docker needs it; this project can do nothing but read the code, push to this repository and report tests',
      'codebuild_project_environment_privileged_check');
  }
}
