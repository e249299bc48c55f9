import { App, ArnFormat, Aws, Duration, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import { CodeBuildAction, CodeStarConnectionsSourceAction, ManualApprovalAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { ArtifactBucket } from './artifact-bucket';
import { BUILD_SCRIPT, FIND_IMAGE } from './build-script';
import { EnvironmentStack } from './environment-stack';
import { importImages } from './images';
import { ProjectRole } from './project-role';
import { releaseStatements, templateStatement } from './release-statements';
import { fetchScript, readAsset } from './script';
import { capitalised, CONNECTION_ARN, OWNER, RELEASE_SCRIPT, REPOSITORY, SCAN_SCRIPT } from '../shape';

export interface PipelineStackProps {
  readonly appName: string;
  readonly environments: EnvironmentStack[];
}

interface ProjectProps {
  readonly description: string;
  readonly timeout: Duration;
  readonly commands: string[];
  readonly script?: string;
  readonly exportedVariables?: string[];
  readonly variables?: { [name: string]: string };
  readonly privileged?: boolean;
}

/** What later actions are told of the build: variables of other actions. */
interface Built {
  readonly commit: string;
  readonly digest: string;
}

/** Source, build and scan; then each environment in turn. */
export class PipelineStack extends Stack {
  private readonly code = new codepipeline.Artifact('Code');
  private readonly pipeline: codepipeline.Pipeline;

  constructor(app: App, { appName, environments }: PipelineStackProps) {
    super(app, `${appName}-Pipeline`, { description: `${appName}: the pipeline` });
    Tags.of(this).add('app', appName);
    this.pipeline = new codepipeline.Pipeline(this, 'Pipeline', {
      pipelineName: appName,
      role: new iam.Role(this, 'Role', {
        assumedBy: new iam.ServicePrincipal('codepipeline.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } } }),
      }),
      pipelineType: codepipeline.PipelineType.V2,
      executionMode: codepipeline.ExecutionMode.QUEUED,
      artifactBucket: new ArtifactBucket(this, 'Artifacts'),
      crossAccountKeys: false,
      usePipelineRoleForActions: false,
    });
    const build = this.addBuild(appName, this.addSource());
    const urls: string[] = [];
    environments.forEach((environment, index) => {
      const url = this.addEnvironment(environment, build, urls, index === environments.length - 1);
      urls.push(`${environment.props.environment.name} runs it at ${url}`);
    });
  }

  /** Gives the commit, as later actions name it. */
  private addSource(): string {
    const role = new iam.Role(this, 'SourceRole', { assumedBy: new iam.ArnPrincipal(this.pipeline.role.roleArn) });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['codeconnections:UseConnection'], resources: [CONNECTION_ARN] }));
    const source = new CodeStarConnectionsSourceAction({
      actionName: 'Source', owner: OWNER, repo: REPOSITORY, branch: 'main', connectionArn: CONNECTION_ARN, output: this.code, role,
    });
    this.pipeline.addStage({ stageName: 'Source', actions: [source] });
    return source.variables.commitId;
  }

  private addBuild(appName: string, commit: string): Built {
    const images = importImages(this, appName);
    const buildProject = this.addProject('Build', {
      description: 'Builds the image of a commit',
      timeout: Duration.hours(1),
      privileged: true,
      variables: { REPOSITORY_URI: images.repositoryUri, REPOSITORY_NAME: images.repositoryName },
      exportedVariables: ['COMMIT', 'DIGEST'],
      commands: [BUILD_SCRIPT],
    });
    images.grantPullPush(buildProject);
    const scanProject = this.addProject('Scan', {
      description: 'Says what the scan of an image has found',
      timeout: Duration.minutes(30),
      script: SCAN_SCRIPT,
      exportedVariables: ['DIGEST'],
      variables: { REPOSITORY_NAME: images.repositoryName },
      commands: [FIND_IMAGE, 'node /tmp/scan.mjs --repository "$REPOSITORY_NAME" --digest "$DIGEST"'],
    });
    images.grant(scanProject, 'ecr:DescribeImageScanFindings', 'ecr:BatchGetImage');
    scanProject.addToRolePolicy(new iam.PolicyStatement({ actions: ['inspector2:ListFindings', 'inspector2:ListCoverage'], resources: ['*'] }));

    const build = new CodeBuildAction({ actionName: 'Build', runOrder: 1, project: buildProject, input: this.code, variablesNamespace: 'Build' });
    const scan = new CodeBuildAction({
      actionName: 'Scan', runOrder: 2, project: scanProject, input: this.code, variablesNamespace: 'Scan', environmentVariables: { COMMIT: { value: commit } },
    });
    this.pipeline.addStage({ stageName: 'Build', actions: [build, scan] });
    return { commit, digest: scan.variable('DIGEST') };
  }

  /** Gives the environment's URL, as later actions name it. */
  private addEnvironment(environment: EnvironmentStack, { commit, digest }: Built, urls: string[], isLast: boolean): string {
    const { name, production } = environment.props.environment;
    const id = capitalised(name);
    this.addStackDependency(environment);
    if (production) {
      const additionalInformation = [`Release to ${name}: commit ${commit}, image ${digest}`, ...urls].join('; ');
      this.pipeline.addStage({ stageName: `Approve${id}`, actions: [new ManualApprovalAction({ actionName: 'Approve', additionalInformation })] });
    }
    const project = this.releaseProject(environment, id);
    const release = this.releaseAction(project, id, commit, digest);
    const url = release.variable('URL');
    this.pipeline.addStage({
      stageName: id,
      beforeEntry: production ? this.whileQuiet(environment, id) : undefined,
      actions: isLast ? [release] : [release, this.smokeTestAction(id, url)],
      onFailure: isLast ? undefined : { result: codepipeline.Result.ROLLBACK },
    });
    project.addToRolePolicy(templateStatement(environment));
    return url;
  }

  private releaseProject(environment: EnvironmentStack, id: string): codebuild.PipelineProject {
    const project = this.addProject(`${id}Release`, {
      description: `Releases to ${environment.props.environment.name}`,
      timeout: Duration.hours(2),
      exportedVariables: ['RELEASE', 'URL'],
      script: RELEASE_SCRIPT,
      commands: [
        `node /tmp/release.mjs --stack '${environment.stackName}' --digest "$DIGEST" --commit "$COMMIT" --execution "$EXECUTION" --outputs /tmp/release.env`,
        'export RELEASE="$(sed -n \'s/^RELEASE=//p\' /tmp/release.env)" URL="$(sed -n \'s/^URL=//p\' /tmp/release.env)"',
      ],
    });
    releaseStatements(environment).forEach((statement) => project.addToRolePolicy(statement));
    return project;
  }

  private releaseAction(project: codebuild.PipelineProject, id: string, commit: string, digest: string): CodeBuildAction {
    return new CodeBuildAction({
      actionName: 'Release',
      runOrder: 1,
      project,
      input: this.code,
      variablesNamespace: `Release${id}`,
      environmentVariables: { COMMIT: { value: commit }, DIGEST: { value: digest }, EXECUTION: { value: codepipeline.GlobalVariables.executionId } },
    });
  }

  private smokeTestAction(id: string, url: string): CodeBuildAction {
    const project = this.addProject(`${id}SmokeTest`, {
      description: 'Tries what was released',
      timeout: Duration.hours(1),
      commands: [
        'status="$(curl --fail --silent --show-error --output /dev/null --write-out \'%{http_code}\' '
        + '--retry 1000 --retry-delay 5 --retry-max-time 120 --retry-all-errors --max-time 30 "$URL/")"',
        'echo "Answered $status" && [ "$status" = 200 ]',
      ],
    });
    return new CodeBuildAction({ actionName: 'SmokeTest', runOrder: 2, project, input: this.code, environmentVariables: { URL: { value: url } } });
  }

  private whileQuiet({ alarmName }: EnvironmentStack, id: string): codepipeline.Conditions {
    const alarmArn = this.formatArn({ service: 'cloudwatch', resource: 'alarm', resourceName: alarmName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    this.pipeline.addToRolePolicy(new iam.PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: [alarmArn] }));
    const rule = new codepipeline.Rule({
      name: `${id}IsQuiet`, provider: 'CloudWatchAlarm', version: '1', configuration: { AlarmName: alarmName, AlarmStates: 'ALARM', WaitTime: '10' },
    });
    return { conditions: [{ rules: [rule], result: codepipeline.Result.FAIL }] };
  }

  private addProject(id: string, props: ProjectProps): codebuild.PipelineProject {
    const { description, timeout, commands, script, exportedVariables, variables, privileged } = props;
    const logGroup = new logs.LogGroup(this, `${id}LogGroup`, { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
    const asset = script === undefined ? undefined : new Asset(this, `${id}Script`, { path: script });
    const fetch = asset ? fetchScript(script!, asset) : [];
    const project = new codebuild.PipelineProject(this, id, {
      description,
      role: new ProjectRole(this, `${id}Role`),
      grantReportGroupPermissions: false,
      environment: {
        buildImage: codebuild.LinuxArmBuildImage.AMAZON_LINUX_2023_STANDARD_3_0,
        computeType: codebuild.ComputeType.SMALL,
        privileged,
      },
      environmentVariables: Object.fromEntries(Object.entries(variables ?? {}).map(([name, value]) => [name, { value }])),
      buildSpec: codebuild.BuildSpec.fromObjectToYaml({
        version: '0.2',
        env: { shell: 'bash', ...(exportedVariables ? { 'exported-variables': exportedVariables } : {}) },
        phases: { build: { commands: [...fetch, ...commands] } },
      }),
      logging: { cloudWatch: { logGroup } },
      timeout,
      queuedTimeout: Duration.hours(1),
    });
    if (asset) {
      project.addToRolePolicy(readAsset(asset));
    }
    return project;
  }
}
