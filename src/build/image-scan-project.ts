import { Duration } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { VulnerabilityGate } from './vulnerability-gate';
import { acknowledgeInlinePolicies } from '../private/acknowledge';
import { assetPath } from '../private/assets';
import { pipelineProject } from '../private/pipeline-project';
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
}

/**
 * Waits for the registry's scan of an image and holds it against a gate. It reads findings and does nothing else: unlike the build, it runs no code
 * of the codebase, so it may see what that must not.
 */
export class ImageScanProject extends Construct {
  /** The underlying build project. It reads the image's digest from the variable `DIGEST`. */
  public readonly project: codebuild.PipelineProject;

  /** Where the scan writes its log. */
  public readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, id: string, props: ImageScanProjectProps) {
    super(scope, id);
    checkProps(this, 'ImageScanProjectProps', props, (problems, { gate }) => gate?._check(problems));
    const gate = props.gate ?? VulnerabilityGate.reportOnly();
    const { project, logGroup } = pipelineProject(this, 'Project', {
      description: 'Says what the scan of an image has found',
      timeout: Duration.minutes(30), // twice what the script waits
      script: assetPath('scan', 'scan.mjs'),
      variables: { REPOSITORY_NAME: props.repository.repositoryName },
      commands: [`node /tmp/scan.mjs --repository "$REPOSITORY_NAME" --digest "$DIGEST" ${gate._arguments()}`.trim()],
    });
    this.project = project;
    this.logGroup = logGroup;
    props.repository.grant(project, 'ecr:DescribeImageScanFindings');
    // Where the registry has enhanced scanning, ECR asks Inspector on the caller's behalf.
    allow(project, new WideStatement('ListFindings and ListCoverage support neither resource-level permissions nor condition keys', {
      actions: ['inspector2:ListFindings', 'inspector2:ListCoverage'], resources: ['*'],
    }));
    acknowledgeInlinePolicies(this);
  }
}
