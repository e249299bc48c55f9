import { RemovalPolicy, Token } from 'aws-cdk-lib';
import * as codecommit from 'aws-cdk-lib/aws-codecommit';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import {
  CodeCommitSourceAction, CodeStarConnectionsSourceAction, CodeStarConnectionsSourceActionProps,
} from 'aws-cdk-lib/aws-codepipeline-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { assetPath } from '../private/assets';
import { Problems } from '../private/problems';
import { servicePrincipal } from '../private/roles';
import { checkSeed, NOT_PACKAGED, NOT_SEEDED } from '../private/seed';

const DEFAULT_BRANCH = 'main';

/**
 * What a codebase offers to the pipeline once it is bound to a stack.
 */
export interface ICodebaseSource {
  /**
   * The repository, when the app created it.
   *
   * @default - the repository is somebody else's
   */
  readonly repository?: codecommit.IRepository;

  /**
   * Defines the pipeline action that hands on the code of each new commit.
   *
   * @param scope the construct of the pipeline, to define resources in
   * @param output the artifact that the action fills
   */
  createAction(scope: Construct, output: codepipeline.Artifact): codepipeline.IAction;
}

/**
 * What a codebase is told when it is bound.
 */
export interface CodebaseBindOptions {
  /**
   * The name of the app.
   */
  readonly appName: string;
}

/**
 * Options of `Codebase.codeCommit()`.
 */
export interface CodeCommitCodebaseOptions {
  /**
   * The folder whose content becomes the first commit. It must hold a Dockerfile. Later changes of the folder change nothing:
   * from then on the repository is the codebase.
   *
   * @default - the Koa service that comes with this library
   */
  readonly seed?: string;

  /**
   * The branch that is released.
   *
   * @default - main
   */
  readonly branch?: string;

  /**
   * The name of the new repository.
   *
   * @default - the name of the app
   */
  readonly repositoryName?: string;
}

/**
 * Options of `Codebase.github()`, `Codebase.gitlab()` and `Codebase.bitbucket()`.
 */
export interface ConnectedCodebaseOptions {
  /**
   * The ARN of the connection. Create it once in the console of Developer Tools, where somebody has to approve it.
   *
   * @see https://docs.aws.amazon.com/dtconsole/latest/userguide/connections.html
   */
  readonly connectionArn: string;

  /**
   * The branch that is released.
   *
   * @default - main
   */
  readonly branch?: string;
}

/**
 * Where the app's code lives (factor I): one codebase, tracked in revision control, many deploys.
 *
 * Extend it to read code from anywhere else that a pipeline can read.
 */
export abstract class Codebase {
  /**
   * A new CodeCommit repository, filled with a first commit.
   */
  public static codeCommit(options: CodeCommitCodebaseOptions = {}): Codebase {
    return new CodeCommitCodebase(options);
  }

  /**
   * A repository on GitHub, read through a connection.
   *
   * @param repository owner and name, such as `acme/guestbook`
   * @param options the connection, and the branch to release
   */
  public static github(repository: string, options: ConnectedCodebaseOptions): Codebase {
    return new ConnectedCodebase('GitHub', repository, options);
  }

  /**
   * A project on GitLab, read through a connection.
   *
   * @param repository the path of the project with its groups, such as `acme/web/guestbook`
   * @param options the connection, and the branch to release
   */
  public static gitlab(repository: string, options: ConnectedCodebaseOptions): Codebase {
    return new ConnectedCodebase('GitLab', repository, options);
  }

  /**
   * A repository on Bitbucket, read through a connection.
   *
   * @param repository workspace and name, such as `acme/guestbook`
   * @param options the connection, and the branch to release
   */
  public static bitbucket(repository: string, options: ConnectedCodebaseOptions): Codebase {
    return new ConnectedCodebase('Bitbucket', repository, options);
  }

  /**
   * Defines what the app needs of this codebase.
   *
   * @param scope the construct to define resources in
   * @param options what the app tells the codebase
   */
  public abstract bind(scope: Construct, options: CodebaseBindOptions): ICodebaseSource;

  /**
   * Notes what is wrong with this codebase.
   * @internal
   */
  public _check(_problems: Problems, _dockerfile: string): void {}
}

class CodeCommitCodebase extends Codebase {
  private readonly branch: string;
  private readonly seed: string;

  constructor(private readonly options: CodeCommitCodebaseOptions) {
    super();
    this.branch = options.branch ?? DEFAULT_BRANCH;
    this.seed = options.seed ?? assetPath('service');
  }

  public _check(problems: Problems, dockerfile: string): void {
    checkBranch(problems, this.branch);
    checkSeed(problems, this.seed, dockerfile);
    const name = this.options.repositoryName;
    problems.unless(name === undefined || Token.isUnresolved(name) || /^[\w.-]{1,100}$/.test(name) && !name.endsWith('.git'),
      `codebase.repositoryName is "${name}"; it may hold up to 100 letters, digits, ".", "_" and "-", and must not end in ".git"`);
  }

  public bind(scope: Construct, options: CodebaseBindOptions): ICodebaseSource {
    const repository = new codecommit.Repository(scope, 'Repository', {
      repositoryName: this.options.repositoryName ?? options.appName,
      description: `The codebase of ${options.appName}`,
      code: codecommit.Code.fromAsset(this.createSeed(scope), this.branch),
    });
    repository.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE); // nobody loses code by deleting a stack
    return {
      repository,
      createAction: (pipeline, output) => new CodeCommitSourceAction({
        actionName: 'Source',
        repository,
        branch: this.branch,
        output,
        eventRole: new iam.Role(pipeline, 'SourceEventRole', { assumedBy: servicePrincipal('events.amazonaws.com') }),
      }),
    };
  }

  private createSeed(scope: Construct): Asset {
    return new Asset(scope, 'Seed', { path: this.seed, exclude: this.options.seed ? NOT_SEEDED : [...NOT_SEEDED, ...NOT_PACKAGED] });
  }
}

/** Only GitLab has groups within groups. */
const REPOSITORY = { GitHub: /^[\w.-]+\/[\w.-]+$/, GitLab: /^[\w.-]+(\/[\w.-]+)+$/, Bitbucket: /^[\w.-]+\/[\w.-]+$/ };

class ConnectedCodebase extends Codebase {
  private readonly branch: string;

  constructor(
    private readonly host: keyof typeof REPOSITORY, private readonly repository: string, private readonly options: ConnectedCodebaseOptions,
  ) {
    super();
    this.branch = options.branch ?? DEFAULT_BRANCH;
  }

  public _check(problems: Problems): void {
    checkBranch(problems, this.branch);
    problems.unless(Token.isUnresolved(this.repository) || REPOSITORY[this.host].test(this.repository),
      `codebase is the ${this.host} repository "${this.repository}"; write it as owner and name, such as "acme/guestbook"`);
    const arn = this.options.connectionArn;
    problems.unless(Token.isUnresolved(arn) || /^arn:[\w-]+:(codeconnections|codestar-connections):[\w-]+:\d{12}:connection\/[\w-]+$/.test(arn),
      `codebase.connectionArn is "${arn}"; give the ARN of a connection, such as ` +
      '"arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d-…"');
  }

  public bind(_scope: Construct, _options: CodebaseBindOptions): ICodebaseSource {
    const lastSlash = this.repository.lastIndexOf('/');
    return {
      createAction: (_pipeline, output) => new ConnectionSourceAction({
        actionName: 'Source',
        owner: this.repository.slice(0, lastSlash),
        repo: this.repository.slice(lastSlash + 1),
        branch: this.branch,
        connectionArn: this.options.connectionArn,
        output,
      }),
    };
  }
}

/** CDK permits the use of a connection under the service's old name only, and the service asks for the one that is in its ARN. */
class ConnectionSourceAction extends CodeStarConnectionsSourceAction {
  constructor(private readonly connection: CodeStarConnectionsSourceActionProps) {
    super(connection);
  }

  protected bound(scope: Construct, stage: codepipeline.IStage, options: codepipeline.ActionBindOptions): codepipeline.ActionConfig {
    options.role.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['codeconnections:UseConnection'],
      resources: [this.connection.connectionArn],
    }));
    return super.bound(scope, stage, options);
  }
}

function checkBranch(problems: Problems, branch: string): void {
  problems.unless(Token.isUnresolved(branch) || /^[\w][\w./-]*$/.test(branch),
    `codebase.branch is "${branch}"; give the name of one branch, such as "main"`);
}
