import { Duration } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { pipelineProject } from './pipeline-project';
import { IReleaseTarget } from './release-target';
import { assetPath } from '../private/assets';

/** Releases to one environment: the release script, with the rights to do that and nothing else. */
export class ReleaseProject extends Construct {
  public readonly project: codebuild.PipelineProject;

  constructor(scope: Construct, id: string, target: IReleaseTarget) {
    super(scope, id);
    const script = new Asset(this, 'Script', { path: assetPath('release', 'release.mjs') });
    this.project = pipelineProject(this, 'Project', {
      description: `Releases to ${target.environmentName}`,
      // Twice what the script waits, for the release and for going back; and the command before it, with an update of its own.
      timeout: Duration.hours(target.releaseTaskDefinition ? 4 : 2),
      exportedVariables: target.url ? ['RELEASE', 'URL'] : ['RELEASE'],
      commands: [
        `aws s3 cp --quiet '${script.s3ObjectUrl}' /tmp/release.mjs`,
        `node /tmp/release.mjs --stack '${target.stackName}' --digest "$DIGEST" --commit "$COMMIT" --execution "$EXECUTION" --outputs /tmp/release.env`,
        'set -a && . /tmp/release.env',
      ],
    });
    this.project.addToRolePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [script.bucket.arnForObjects(script.s3ObjectKey)] }));
    target.grantRelease(this.project);
  }
}
