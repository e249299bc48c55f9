import { RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as codecommit from 'aws-cdk-lib/aws-codecommit';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import { CodeCommitSourceAction, CodeCommitSourceActionProps, CodeCommitTrigger } from 'aws-cdk-lib/aws-codepipeline-actions';
import { CodePipeline } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { checkBranch, DEFAULT_BRANCH } from './branch';
import { CodeCommitCodebaseOptions } from './codebase-options';
import { CodebaseBindOptions, ICodebaseSource } from './codebase-source';
import { assetPath } from '../private/assets';
import { Problems } from '../private/problems';
import { servicePrincipal } from '../private/roles';
import { bundledSeed, checkSeed, ExpectedDockerfile, seedOf } from '../private/seed';

/** A new repository of the app's own. */
export class CodeCommit {
  private readonly branch: string;
  private readonly seed: string;

  constructor(private readonly options: CodeCommitCodebaseOptions) {
    this.branch = options.branch ?? DEFAULT_BRANCH;
    this.seed = options.seed ?? assetPath('service');
  }

  public check(problems: Problems, dockerfile: ExpectedDockerfile): void {
    checkBranch(problems, this.branch);
    checkSeed(problems, this.seed, dockerfile);
    const name = this.options.repositoryName;
    problems.must(name === undefined || Token.isUnresolved(name) || /^[\w.-]{1,100}$/.test(name) && !name.endsWith('.git'),
      'codebase.repositoryName', 'up to 100 letters, digits, ".", "_" and "-" that do not end in ".git"', name);
  }

  public bind(scope: Construct, { appName }: CodebaseBindOptions): ICodebaseSource {
    const repositoryName = this.options.repositoryName ?? appName;
    const repository = new codecommit.Repository(scope, 'Repository', {
      repositoryName,
      description: `The codebase of ${appName}`,
      code: codecommit.Code.fromAsset(this.createSeed(scope), this.branch),
    });
    repository.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE); // nobody loses code by deleting a stack
    const { region, urlSuffix } = Stack.of(scope);
    let action: CodeCommitSourceAction | undefined;
    return {
      repository,
      uri: `https://git-codecommit.${region}.${urlSuffix}/v1/repos/${repositoryName}`,
      get fetched() {
        return action && { commit: action.variables.commitId, branch: action.variables.branchName };
      },
      createAction: (pipeline, output) => action = new SourceAction({
        actionName: 'Source',
        // By its name: a reference would keep the repository in its stack for as long as a deployed pipeline reads it.
        repository: codecommit.Repository.fromRepositoryName(pipeline, 'SourceRepository', repositoryName),
        branch: this.branch,
        output,
        eventRole: new iam.Role(pipeline, 'SourceEventRole', { assumedBy: servicePrincipal('events.amazonaws.com') }),
      }),
    };
  }

  private createSeed(scope: Construct): Asset {
    return this.options.seed === undefined ? bundledSeed(scope, 'Seed', this.seed) : seedOf(scope, 'Seed', this.seed);
  }
}

/** Starts the pipeline by a rule of a fixed id: the CDK's own holds the path of the pipeline, so that the rule would be replaced where the pipeline moves. */
class SourceAction extends CodeCommitSourceAction {
  constructor(private readonly given: CodeCommitSourceActionProps & { readonly branch: string }) {
    super({ ...given, trigger: CodeCommitTrigger.NONE });
  }

  protected bound(scope: Construct, stage: codepipeline.IStage, options: codepipeline.ActionBindOptions): codepipeline.ActionConfig {
    const { repository, branch, eventRole } = this.given;
    repository.onCommit('Commit', { target: new CodePipeline(stage.pipeline, { eventRole }), branches: [branch] });
    return super.bound(scope, stage, options);
  }
}
