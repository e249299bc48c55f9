import { Duration, Stack } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import { Construct } from 'constructs';
import { IReleaseTarget } from './release-target';
import { createReleaser, useReleaser } from './releaser';
import { roleNameOf } from './role-names';
import { assetPath } from '../private/assets';
import { pipelineProject } from '../private/pipeline-project';
import { areApart } from '../private/places';
import { BuildRole } from '../private/roles';

/** Releases to one environment: the release script, with the rights to do that and nothing else. */
export class ReleaseProject extends Construct {
  public readonly project: codebuild.PipelineProject;

  constructor(scope: Construct, id: string, target: IReleaseTarget) {
    super(scope, id);
    const isApart = areApart(Stack.of(this), Stack.of(target));
    // An environment elsewhere lets in a role that is not there yet, so by its name.
    const roleName = isApart ? roleNameOf(this, target.ledger, 'step') : undefined;
    const role = new BuildRole(this, 'ProjectRole', { roleName });
    const releaser = isApart ? createReleaser(target, role) : undefined;
    const outputs = target.url ? ['RELEASE', 'URL'] : ['RELEASE'];
    this.project = pipelineProject(this, 'Project', {
      description: `Releases to ${target.environmentName}`,
      role,
      // Twice what the script waits, for the release and for going back; and the command before it, with an update of its own.
      timeout: Duration.hours(target.releaseTaskDefinition ? 4 : 2),
      exportedVariables: outputs,
      scripts: [assetPath('release', 'release.mjs')],
      commands: [
        ...(releaser ? useReleaser(releaser) : []),
        [
          `node /tmp/release.mjs --stack '${target.stackName}'${releaser ? ` --region '${Stack.of(target).region}'` : ''}`,
          '--digest "$DIGEST" --commit "$COMMIT" --execution "$EXECUTION" --outputs /tmp/release.env',
        ].join(' '),
        // Read and never run: what it says of the URL comes from an output of a stack.
        `export ${outputs.map((name) => `${name}="$(sed -n 's/^${name}=//p' /tmp/release.env)"`).join(' ')}`,
      ],
    }).project;
    if (!releaser) {
      target.grantRelease(role);
    }
  }
}
