import { Duration } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { expiringLogGroup } from './log-group';
import { fetchScript, readAssets } from './own-asset';
import { BuildRole } from './roles';

/** What a project of the pipeline runs. */
export interface PipelineProjectProps {
  readonly description: string;
  readonly commands: string[];
  readonly timeout: Duration;
  /** Whom the commands run as; a role of the project's own when not given. */
  readonly role?: iam.IRole;
  /** Scripts of this library, which the commands find in /tmp under their own names. */
  readonly scripts?: string[];
  /** The variables that the commands are given. */
  readonly variables?: { [name: string]: string };
  /** The variables that the commands set and that later actions read. */
  readonly exportedVariables?: string[];
  /** Where the commands leave test reports, and of what kind they are. */
  readonly reports?: { readonly group: codebuild.IReportGroup; readonly folder: string; readonly files: string; readonly format: string };
  /** Whether there is a Docker engine, which makes the whole project privileged. Only the build of the image has one. */
  readonly privileged?: boolean;
}

export interface PipelineProject {
  readonly project: codebuild.PipelineProject;
  readonly logGroup: logs.LogGroup;
}

/** A build project for one action of the pipeline, and its log. The commands are the action's own: no buildspec of the codebase is read. */
export function pipelineProject(scope: Construct, id: string, props: PipelineProjectProps): PipelineProject {
  const logGroup = expiringLogGroup(scope, `${id}LogGroup`, logs.RetentionDays.THREE_MONTHS);
  const scripts = (props.scripts ?? []).map((path, index) => new Asset(scope, `${id}Script${index === 0 ? '' : index + 1}`, { path }));
  const project = new codebuild.PipelineProject(scope, id, {
    description: props.description,
    role: props.role ?? new BuildRole(scope, `${id}Role`),
    grantReportGroupPermissions: false, // they would reach every report group that starts with the project's name
    environment: {
      buildImage: codebuild.LinuxArmBuildImage.AMAZON_LINUX_2023_STANDARD_3_0,
      computeType: codebuild.ComputeType.SMALL,
      privileged: props.privileged,
    },
    environmentVariables: Object.fromEntries(Object.entries(props.variables ?? {}).map(([name, value]) => [name, { value }])),
    buildSpec: codebuild.BuildSpec.fromObjectToYaml(buildSpec(props, scripts)),
    logging: { cloudWatch: { logGroup } },
    timeout: props.timeout,
    queuedTimeout: Duration.hours(1),
  });
  if (scripts.length > 0) {
    project.addToRolePolicy(readAssets(project, scripts));
  }
  props.reports?.group.grantWrite(project);
  acknowledge(project, 'It hands on variables, and has no files of its own that a key would encrypt', 'AwsSolutions-CB4');
  acknowledge(project, 'Its code comes from the pipeline, with no URL that could hold credentials', 'CodeBuildProjectSourceRepoUrl');
  return { project, logGroup };
}

function buildSpec({ commands, exportedVariables, reports, scripts = [] }: PipelineProjectProps, assets: Asset[]): object {
  const fetch = scripts.flatMap((script, index) => fetchScript(script, assets[index]));
  return {
    version: '0.2',
    env: { shell: 'bash', ...(exportedVariables ? { 'exported-variables': exportedVariables } : {}) },
    phases: { build: { commands: [...fetch, ...commands] } },
    ...(reports ? {
      reports: { [reports.group.reportGroupArn]: { 'base-directory': reports.folder, 'files': [reports.files], 'file-format': reports.format } },
    } : {}),
  };
}
