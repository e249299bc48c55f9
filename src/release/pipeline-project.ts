import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { servicePrincipal } from '../private/roles';

/** What a project of the pipeline runs. */
export interface PipelineProjectProps {
  readonly description: string;
  readonly commands: string[];
  readonly timeout: Duration;
  /** Whom the commands run as; a role of the project's own when not given. */
  readonly role?: iam.IRole;
  /** The variables that the commands set and that later actions read. */
  readonly exportedVariables?: string[];
}

/** A build project for an action that builds nothing: the commands are its own, never those of the codebase. */
export function pipelineProject(scope: Construct, id: string, props: PipelineProjectProps): codebuild.PipelineProject {
  const logGroup = new logs.LogGroup(scope, `${id}LogGroup`, { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
  return new codebuild.PipelineProject(scope, id, {
    description: props.description,
    role: props.role ?? new iam.Role(scope, `${id}Role`, { assumedBy: servicePrincipal('codebuild.amazonaws.com') }),
    grantReportGroupPermissions: false,
    environment: { buildImage: codebuild.LinuxArmBuildImage.AMAZON_LINUX_2023_STANDARD_3_0, computeType: codebuild.ComputeType.SMALL },
    buildSpec: codebuild.BuildSpec.fromObjectToYaml({
      version: '0.2',
      env: { shell: 'bash', ...(props.exportedVariables ? { 'exported-variables': props.exportedVariables } : {}) },
      phases: { build: { commands: props.commands } },
    }),
    logging: { cloudWatch: { logGroup } },
    timeout: props.timeout,
    queuedTimeout: Duration.hours(1),
  });
}
