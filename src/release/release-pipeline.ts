import { Duration, Stack, Token } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import { CodeBuildAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { Approval } from './approval';
import { ArtifactBucket } from './artifact-bucket';
import { seeAlarm, whileQuiet } from './entry-condition';
import { Notifications } from './notifications';
import { PipelineNotifications } from './pipeline-notifications';
import { ReleasePipelineProps } from './release-pipeline-props';
import { ReleaseProject } from './release-project';
import { ReleaseStep } from './release-step';
import { IReleaseTarget } from './release-target';
import { SmokeTest } from './smoke-test';
import { ImageScanProject } from '../build/image-scan-project';
import { FetchedCode, ICodebaseSource } from '../codebase/codebase-source';
import { acknowledge, acknowledgeInlinePolicies } from '../private/acknowledge';
import { checkName, LONGEST_NAME, pascalCase } from '../private/naming';
import { pipelineProject } from '../private/pipeline-project';
import { areApart } from '../private/places';
import { Problems } from '../private/problems';
import { servicePrincipal } from '../private/roles';
import { Given } from '../private/shape';

/** What an execution carries from stage to stage: variables, never files, so that no stage can build again. */
interface Passed {
  readonly commit: string;
  readonly digest: string;
  readonly urls: string[];
}

/**
 * Carries each commit to every environment in turn (factor V): one build, then the same image by its digest through release, smoke test and
 * approval to the next release.
 *
 * Executions queue up: none overtakes one that waits for its approval, so what is approved is what was shown. An environment whose smoke test fails
 * goes back to the release before, unless the pipeline itself has changed since that one was made.
 */
export class ReleasePipeline extends Construct {
  /** The underlying pipeline. */
  public readonly pipeline: codepipeline.Pipeline;

  /** What the source hands on to the build, kept for 90 days. */
  public readonly artifacts: s3.Bucket;

  private readonly code = new codepipeline.Artifact('Code');
  private readonly smokeTest: SmokeTest;
  private readonly notifications: PipelineNotifications;

  /**
   * @throws an error that tells every mistake in the props at once
   */
  constructor(scope: Construct, id: string, props: ReleasePipelineProps) {
    super(scope, id);
    this.checkProps(props);
    this.smokeTest = props.smokeTest ?? SmokeTest.http();
    this.artifacts = new ArtifactBucket(this, 'Artifacts', Duration.days(90)); // longer than an approval, or several in a row, may be waited for
    this.pipeline = new codepipeline.Pipeline(this, 'Pipeline', {
      pipelineName: props.appName,
      role: new iam.Role(this, 'Role', { assumedBy: servicePrincipal('codepipeline.amazonaws.com') }),
      pipelineType: codepipeline.PipelineType.V2,
      executionMode: codepipeline.ExecutionMode.QUEUED,
      artifactBucket: this.artifacts,
      crossAccountKeys: false,
      usePipelineRoleForActions: false, // each action has a role of its own
    });
    acknowledgeInlinePolicies(this);
    this.notifications = new PipelineNotifications(this, 'Notifications', this.pipeline, props);
    this.addSource(props.source);
    let passed = this.addBuild(props);
    props.steps.forEach((step, index) => {
      passed = this.addEnvironment(step, passed, index < props.steps.length - 1);
    });
  }

  private checkProps(props: ReleasePipelineProps): void {
    const problems = new Problems(`ReleasePipeline "${this.node.path}"`);
    const here = Stack.of(this);
    const given = new Given<ReleasePipelineProps>('ReleasePipelineProps', props);
    const { appName, steps, smokeTest, notifications } = given.sound;
    given.check(problems);
    checkName(problems, 'appName', appName, LONGEST_NAME.app);
    problems.must(steps === undefined || steps.length > 0, 'steps', 'at least one environment', steps);
    smokeTest?._check(problems);
    Notifications._checkAll(problems, notifications, here);
    for (const [index, { target, approval }] of (steps ?? []).entries()) {
      approval?._check(problems, `steps[${index}].approval`);
      approval?._checkPlace(problems, `steps[${index}].approval`, here);
      const isKnown = [here, Stack.of(target)].every((stack) => !Token.isUnresolved(stack.account) && !Token.isUnresolved(stack.region));
      problems.unless(isKnown || !areApart(here, Stack.of(target)),
        `steps[${index}].target must be in a stack with an account and region that are known, as the pipeline must, got ${target.environmentName} in ` +
        `${Stack.of(target).environment} and the pipeline in ${here.environment}; give both stacks an env with account and region`);
    }
    problems.throwIfAny();
  }

  private addSource(source: ICodebaseSource): void {
    const action = source.createAction(this, this.code);
    this.pipeline.addStage({ stageName: 'Source', actions: [action] });
    if (source.pushFilter) {
      this.pipeline.addTrigger({
        providerType: codepipeline.ProviderType.CODE_STAR_SOURCE_CONNECTION,
        gitConfiguration: { sourceAction: action, pushFilter: [source.pushFilter] },
      });
    }
  }

  /** Build, then look at what was built. The scan is of the same stage: to retry it alone, CodePipeline needs no new build. */
  private addBuild({ imageBuild, imageScan, source }: ReleasePipelineProps): Passed {
    const action = new CodeBuildAction({
      actionName: 'Build',
      runOrder: 1,
      project: imageBuild.project,
      input: this.code,
      variablesNamespace: 'Build',
      environmentVariables: imageBuild.provenance && variables({ EXECUTION: codepipeline.GlobalVariables.executionId }), // the image says which execution built it
    });
    const { fetched } = source;
    const built = { commit: fetched?.commit ?? action.variable('COMMIT'), digest: action.variable('DIGEST'), urls: [] };
    const scan = imageScan && this.scanAction(imageScan, built, fetched);
    this.pipeline.addStage({ stageName: 'Build', actions: [action, ...(scan ? [scan] : [])] });
    return scan && fetched ? { ...built, digest: scan.variable('DIGEST') } : built;
  }

  /**
   * Given the commit that the source says, and finds the image by itself: the build runs code of the commit, and what it said would be that code's word, in what
   * is signed, in the approval and in the ledger. A codebase of the user's own that does not give the commit leaves no other word than the build's.
   */
  private scanAction(scan: ImageScanProject, { digest }: Passed, fetched?: FetchedCode): CodeBuildAction {
    if (scan.provenance && !fetched) {
      throw new Error(`ReleasePipeline "${this.node.path}": imageScan signs provenance, which names the commit that the source action has fetched, and source ` +
        'does not give it; set its prop fetched in createAction()');
    }
    const signed = scan.provenance && fetched && {
      ...(fetched.branch === undefined ? {} : { BRANCH: fetched.branch }),
      EXECUTION: codepipeline.GlobalVariables.executionId,
    };
    return new CodeBuildAction({
      actionName: 'Scan',
      runOrder: 2,
      project: scan.project,
      input: this.code, // an action has to have one; the script does not read it
      variablesNamespace: 'Scan',
      environmentVariables: variables({ ...(fetched ? { COMMIT: fetched.commit } : { DIGEST: digest }), ...signed }),
    });
  }

  /** Approve, in a stage of its own; then release and try. When what was released does not pass, the stage goes back to the release before. */
  private addEnvironment({ target, approval, onlyWhileQuiet }: ReleaseStep, passed: Passed, isFollowed: boolean): Passed {
    const name = pascalCase(target.environmentName);
    const scope = new Construct(this, name);
    Stack.of(this).addStackDependency(Stack.of(target)); // ready for its first release once the pipeline starts
    if (approval?.isManual) {
      this.pipeline.addStage({ stageName: `Approve${name}`, actions: [this.approvalAction(approval, target, passed)] });
    }
    const release = this.releaseAction(scope, target, passed, `Release${name}`);
    const url = target.url && release.variable('URL');
    const isTried = isFollowed && url !== undefined;
    this.pipeline.addStage({
      stageName: name,
      beforeEntry: onlyWhileQuiet ? this.entryCondition(target) : undefined,
      actions: [release, ...(isTried ? [this.smokeTestAction(scope, url)] : [])],
      onFailure: isTried ? { result: codepipeline.Result.ROLLBACK } : undefined, // for the smoke test: a release that fails goes back by itself
    });
    return url === undefined ? passed : { ...passed, urls: [...passed.urls, `${target.environmentName} runs it at ${url}`] };
  }

  private approvalAction(approval: Approval, { environmentName }: IReleaseTarget, { commit, digest, urls }: Passed): codepipeline.IAction {
    acknowledge(this.pipeline, 'The CDK lets who publishes to an encrypted topic make data keys with or without their plain text', 'AwsSolutions-IAM5[Action::kms:GenerateDataKey*]');
    const question = [`Release to ${environmentName}: commit ${commit}, image ${digest}`, ...urls].join('; ');
    return approval._action(question, this.notifications.approvals);
  }

  /** Not for an environment elsewhere: a rule asks in an account and region of its own only. */
  private entryCondition(target: IReleaseTarget): codepipeline.Conditions | undefined {
    if (!target.healthAlarm || areApart(Stack.of(this), Stack.of(target))) {
      return undefined;
    }
    this.pipeline.addToRolePolicy(seeAlarm(target.healthAlarm));
    return whileQuiet(target.healthAlarm, `${pascalCase(target.environmentName)}IsQuiet`);
  }

  private releaseAction(scope: Construct, target: IReleaseTarget, passed: Passed, variablesNamespace: string): CodeBuildAction {
    return new CodeBuildAction({
      actionName: 'Release',
      runOrder: 1,
      project: new ReleaseProject(scope, 'Release', target).project,
      input: this.code, // an action has to have one; the script does not read it
      variablesNamespace,
      environmentVariables: variables({ COMMIT: passed.commit, DIGEST: passed.digest, EXECUTION: codepipeline.GlobalVariables.executionId }),
    });
  }

  private smokeTestAction(scope: Construct, url: string): CodeBuildAction {
    return new CodeBuildAction({
      actionName: 'SmokeTest',
      runOrder: 2,
      project: pipelineProject(scope, 'SmokeTest', {
        description: 'Tries what was released', timeout: Duration.hours(1), commands: this.smokeTest._commands(),
      }).project,
      input: this.code,
      environmentVariables: variables({ URL: url }),
    });
  }
}

function variables(values: { [name: string]: string }): { [name: string]: codebuild.BuildEnvironmentVariable } {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}
