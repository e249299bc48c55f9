import { Token } from 'aws-cdk-lib';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import { CodeStarConnectionsSourceAction, CodeStarConnectionsSourceActionProps } from 'aws-cdk-lib/aws-codepipeline-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkBranch, DEFAULT_BRANCH } from './branch';
import { ConnectedCodebaseOptions } from './codebase-options';
import { ICodebaseSource } from './codebase-source';
import { checkPushFilter, pushFilter } from './push-filter';
import { Problems } from '../private/problems';

/** What the path of a repository looks like; only GitLab has groups within groups. */
const REPOSITORY = { GitHub: /^[\w.-]+\/[\w.-]+$/, GitLab: /^[\w.-]+(\/[\w.-]+)+$/, Bitbucket: /^[\w.-]+\/[\w.-]+$/ };

/** Where its repositories are; of a host of one's own the connection knows the address, and nothing else. */
const ADDRESS = { GitHub: 'https://github.com', GitLab: 'https://gitlab.com', Bitbucket: 'https://bitbucket.org' };

const CONNECTION = /^arn:[\w-]+:(codeconnections|codestar-connections):[\w-]+:\d{12}:connection\/[\w-]+$/;

/** A repository that is read through a connection. */
export class ConnectedRepository {
  private readonly branch: string;
  private readonly options: { readonly repository: string } & ConnectedCodebaseOptions;

  /** What is missing has been noted, and nothing is bound then. */
  constructor(private readonly host: keyof typeof REPOSITORY, options: { readonly repository?: string } & Partial<ConnectedCodebaseOptions>) {
    this.options = options as { readonly repository: string } & ConnectedCodebaseOptions;
    this.branch = options.branch ?? DEFAULT_BRANCH;
  }

  public check(problems: Problems): void {
    checkBranch(problems, this.branch);
    checkPushFilter(problems, this.options);
    const { repository, connectionArn: arn } = this.options;
    problems.must(repository === undefined || Token.isUnresolved(repository) || REPOSITORY[this.host].test(repository),
      'codebase.repository', `owner and name on ${this.host}, such as "acme/guestbook"`, repository);
    problems.must(arn === undefined || Token.isUnresolved(arn) || CONNECTION.test(arn),
      'codebase.connectionArn', 'the ARN of a connection, such as "arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d-…"', arn);
  }

  public bind(): ICodebaseSource {
    const filter = pushFilter(this.options, this.branch);
    const { tags } = this.options;
    let action: ConnectionSourceAction | undefined;
    return {
      pushFilter: filter,
      uri: `${ADDRESS[this.host]}/${this.options.repository}`,
      get fetched() {
        // A tag may be on any branch.
        return action && { commit: action.variables.commitId, branch: tags ? undefined : action.variables.branchName };
      },
      createAction: (_pipeline, output) => action = new ConnectionSourceAction({
        actionName: 'Source',
        owner: this.options.repository, // both are replaced below
        repo: '',
        branch: this.branch,
        connectionArn: this.options.connectionArn,
        triggerOnPush: filter ? false : undefined, // what the filter lets through would start it twice
        output,
      }, this.options.repository),
    };
  }
}

/**
 * CDK permits the use of a connection under the service's old name only, and the service asks for the one that is in its ARN. And it takes the path of
 * a repository in two parts, which one that is known at deployment only does not have.
 */
class ConnectionSourceAction extends CodeStarConnectionsSourceAction {
  constructor(private readonly connection: CodeStarConnectionsSourceActionProps, private readonly repository: string) {
    super(connection);
  }

  protected bound(scope: Construct, stage: codepipeline.IStage, options: codepipeline.ActionBindOptions): codepipeline.ActionConfig {
    options.role.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['codeconnections:UseConnection'],
      resources: [this.connection.connectionArn],
    }));
    const config = super.bound(scope, stage, options);
    return { ...config, configuration: { ...config.configuration, FullRepositoryId: this.repository } };
  }
}
