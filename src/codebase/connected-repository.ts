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

/** A repository that is read through a connection. */
export class ConnectedRepository {
  private readonly branch: string;

  constructor(
    private readonly host: keyof typeof REPOSITORY, private readonly repository: string, private readonly options: ConnectedCodebaseOptions,
  ) {
    this.branch = options.branch ?? DEFAULT_BRANCH;
  }

  public check(problems: Problems): void {
    checkBranch(problems, this.branch);
    checkPushFilter(problems, this.options);
    problems.unless(Token.isUnresolved(this.repository) || REPOSITORY[this.host].test(this.repository),
      `codebase is the ${this.host} repository "${this.repository}"; write it as owner and name, such as "acme/guestbook"`);
    const arn = this.options.connectionArn;
    problems.unless(Token.isUnresolved(arn) || /^arn:[\w-]+:(codeconnections|codestar-connections):[\w-]+:\d{12}:connection\/[\w-]+$/.test(arn),
      `codebase.connectionArn is "${arn}"; give the ARN of a connection, such as ` +
      '"arn:aws:codeconnections:eu-west-1:111122223333:connection/0a1b2c3d-…"');
  }

  public bind(): ICodebaseSource {
    const filter = pushFilter(this.options, this.branch);
    return {
      pushFilter: filter,
      createAction: (_pipeline, output) => new ConnectionSourceAction({
        actionName: 'Source',
        owner: this.repository, // both are replaced below
        repo: '',
        branch: this.branch,
        connectionArn: this.options.connectionArn,
        triggerOnPush: filter ? false : undefined, // what the filter lets through would start it twice
        output,
      }, this.repository),
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
