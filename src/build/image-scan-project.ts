import { Duration } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { BuildProvenance } from './build-provenance';
import { COMMIT_TAG, FIND_DIGEST } from './commit-tag';
import { checkSigningKey } from './provenance';
import { PROVENANCE_SCRIPT, provenanceCommand, provenanceVariables } from './provenance-script';
import { VulnerabilityGate } from './vulnerability-gate';
import { acknowledgeInlinePolicies } from '../private/acknowledge';
import { assetPath } from '../private/assets';
import { withSigningKey } from '../private/keys';
import { pipelineProject } from '../private/pipeline-project';
import { BuildRole } from '../private/roles';
import { checkProps } from '../private/shape';
import { allow, WideStatement } from '../private/wide-statement';

/**
 * Properties of `ImageScanProject`.
 */
export interface ImageScanProjectProps {
  /**
   * Where the images are.
   */
  readonly repository: ecr.IRepository;

  /**
   * What may be found.
   *
   * @default - anything: what was found is printed, and stops no release
   */
  readonly gate?: VulnerabilityGate;

  /**
   * What is signed of an image that has passed. The project then reads the source's commit from the variable `COMMIT`, the branch, if there is
   * one, from `BRANCH`, and what is recorded as the invocation from `EXECUTION`.
   *
   * @default - nothing is signed
   */
  readonly provenance?: BuildProvenance;

  /**
   * The name of the role that the project runs as, so that the policy of a key in another stack can name the role.
   *
   * @default - CloudFormation names it
   */
  readonly roleName?: string;
}

/**
 * Waits for the registry's scan of an image and holds it against a gate; then, where there is `provenance`, signs where the image comes from. Unlike the
 * build, it runs no code of the codebase, so it may see and sign what that must not.
 */
export class ImageScanProject extends Construct {
  /** The underlying build project. It finds the image of the variable `COMMIT`, or takes that of `DIGEST`, and hands on `DIGEST`. */
  public readonly project: codebuild.PipelineProject;

  /** Where the scan writes its log. */
  public readonly logGroup: logs.LogGroup;

  /** What is signed. Conditional: only with `provenance`. */
  public readonly provenance?: BuildProvenance;

  constructor(scope: Construct, id: string, props: ImageScanProjectProps) {
    super(scope, id);
    checkProps(this, 'ImageScanProjectProps', props, (problems, { gate, provenance }) => {
      gate?._check(problems);
      checkSigningKey(problems, 'provenance.key', provenance?.key);
    });
    const gate = props.gate ?? VulnerabilityGate.reportOnly();
    this.provenance = props.provenance;
    const { project, logGroup } = pipelineProject(this, 'Project', {
      exportedVariables: ['DIGEST'],
      description: `Says what the scan of an image has found${this.provenance ? ', and signs where it comes from' : ''}`,
      timeout: Duration.minutes(30), // twice what the script waits
      role: props.roleName === undefined ? undefined : new BuildRole(this, 'ProjectRole', { roleName: props.roleName }),
      scripts: [assetPath('scan', 'scan.mjs'), ...this.provenance ? [PROVENANCE_SCRIPT] : []],
      variables: {
        REPOSITORY_NAME: props.repository.repositoryName,
        ...this.provenance && { REPOSITORY_URI: props.repository.repositoryUri, ...provenanceVariables(this.provenance) },
      },
      commands: [
        FIND_IMAGE,
        `node /tmp/scan.mjs --repository "$REPOSITORY_NAME" --digest "$DIGEST" ${gate._arguments()}`.trim(),
        ...(this.provenance ? [SIGN] : []),
      ],
    });
    this.project = project;
    this.logGroup = logGroup;
    props.repository.grant(project, 'ecr:DescribeImageScanFindings', 'ecr:BatchGetImage');
    // Where the registry has enhanced scanning, ECR asks Inspector on the caller's behalf.
    allow(project, new WideStatement('ListFindings and ListCoverage support neither resource-level permissions nor condition keys', {
      actions: ['inspector2:ListFindings', 'inspector2:ListCoverage'], resources: ['*'],
    }));
    this.allowSigning(project, props.repository);
    acknowledgeInlinePolicies(this);
  }

  /** What is signed is pushed as an image is, and IAM knows no difference. */
  private allowSigning(project: codebuild.PipelineProject, repository: ecr.IRepository): void {
    if (this.provenance) {
      repository.grant(project, ...PUSH);
      allow(project,
        new WideStatement('GetAuthorizationToken supports no resource-level permissions; what may be pushed is said beside it', {
          actions: ['ecr:GetAuthorizationToken'], resources: ['*'],
        }),
        withSigningKey(this.provenance.key, ['kms:Sign', 'kms:GetPublicKey']));
    }
  }
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html */
const PUSH = ['BatchCheckLayerAvailability', 'BatchGetImage', 'CompleteLayerUpload', 'InitiateLayerUpload', 'PutImage', 'UploadLayerPart'].map((one) => `ecr:${one}`);

/**
 * The image of `COMMIT`, by its tag, which never moves. What the build says of its digest is not asked: it runs code of the codebase, and CodePipeline puts
 * its variables into the configuration of the next actions as text, where a quote would end the value and begin another variable.
 */
const FIND_IMAGE = `
if [ -n "\${COMMIT:-}" ]; then
${COMMIT_TAG}
${FIND_DIGEST}
DIGEST="$(find_digest)"
fi
export DIGEST
[[ "$DIGEST" =~ ^sha256:[0-9a-f]{64}$ ]] || { echo "There is no image with the tag \${TAG:-of a commit}: $DIGEST" >&2; exit 1; }
`.trim();

const SIGN = `${provenanceCommand('$DIGEST')} \${BRANCH:+--branch "$BRANCH"} --invocation "$EXECUTION"`;
