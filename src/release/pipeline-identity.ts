import { Token } from 'aws-cdk-lib';
import { AUDIENCE } from './oidc-provider';
import { DEFAULT_BRANCH, isBranch, ONE_BRANCH } from '../codebase/branch';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';

/**
 * Options of `PipelineIdentity.github()`.
 */
export interface GitHubIdentityOptions {
  /**
   * The only branch whose workflows may assume a role.
   *
   * @default - main
   */
  readonly branch?: string;

  /**
   * The numeric id of the owner, which GitHub writes into the tokens of repositories that were created, renamed or transferred after July 15, 2026, and
   * of those that opted in. Give it together with `repositoryId`; `gh api repos/acme/guestbook --jq '.owner.id, .id'` prints both.
   *
   * @default - the tokens name the repository without ids
   * @see https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims
   */
  readonly ownerId?: string;

  /**
   * The numeric id of the repository. See `ownerId`.
   *
   * @default - the tokens name the repository without ids
   */
  readonly repositoryId?: string;
}

/**
 * Options of `PipelineIdentity.gitlab()`.
 */
export interface GitLabIdentityOptions {
  /**
   * The only branch whose jobs may push images.
   *
   * @default - main
   */
  readonly branch?: string;

  /**
   * The project whose jobs make releases, when it is another one: a project that holds a job and no code of the app, so that nothing of the app runs
   * where releases are made.
   *
   * @default - the project of the app
   */
  readonly releaseProject?: string;

  /**
   * The host of a GitLab instance of your own. Its OpenID configuration has to be reachable from AWS.
   *
   * @default - gitlab.com
   */
  readonly host?: string;
}

/**
 * What a pipeline outside of AWS proves about itself with an OpenID Connect token, and what is asked of it: one job may push images, and another one, behind
 * the rules of an environment, may release to that environment.
 */
export class PipelineIdentity {
  /**
   * Workflows of one repository of GitHub Actions. To push an image, a job runs on the branch and names no environment. To release, it names the
   * environment of GitHub that is called as the app's is; give that one required reviewers.
   *
   * @param repository the owner and the repository, such as `acme/guestbook`
   * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
   */
  public static github(repository: string, options: GitHubIdentityOptions = {}): PipelineIdentity {
    const given = new Given<{ repository: string } & GitHubIdentityOptions>('PipelineIdentity.github', { repository, options });
    const { repository: name = '', branch = DEFAULT_BRANCH, ownerId, repositoryId } = given.sound;
    const [owner, project] = name.split('/');
    const subject = ownerId && repositoryId ? `repo:${owner}@${ownerId}/${project}@${repositoryId}` : `repo:${name}`;
    const ref = `refs/heads/${branch}`;
    return new PipelineIdentity(given, 'token.actions.githubusercontent.com', {
      build: { sub: `${subject}:ref:${ref}` },
      // The environment's own rules name the branches that may use it, too: this holds where they were forgotten.
      release: (environment) => ({ sub: `${subject}:environment:${environment}`, ref }),
    }, (problems) => {
      problems.must(isKnown(name, /^[A-Za-z0-9][A-Za-z0-9-]*\/[\w.-]+$/), 'identity.repository', 'the owner and the repository, such as "acme/guestbook"', name);
      checkBranch(problems, branch);
      for (const [what, id] of Object.entries({ ownerId, repositoryId })) {
        problems.must(id === undefined || isKnown(id, /^\d+$/), `identity.${what}`, 'the numeric id that GitHub gave, such as "123456"', id);
      }
      problems.unless((ownerId === undefined) === (repositoryId === undefined),
        `identity.${ownerId === undefined ? 'ownerId' : 'repositoryId'} is missing: the token of a repository with ids holds both; give both, or neither`);
    });
  }

  /**
   * Jobs of one project of GitLab CI/CD. To push an image, a job runs on the branch. To release, it runs on the branch that is called as the environment is
   * (`staging`, `production`): protect it, and say who may merge into it. The name of GitLab's environment is not part of what AWS can compare.
   *
   * @param project the path of the project, such as `acme/guestbook`
   * @see https://docs.gitlab.com/ci/cloud_services/aws/
   */
  public static gitlab(project: string, options: GitLabIdentityOptions = {}): PipelineIdentity {
    const given = new Given<{ project: string } & GitLabIdentityOptions>('PipelineIdentity.gitlab', { project, options });
    const { project: path = '', branch = DEFAULT_BRANCH, releaseProject = path, host = 'gitlab.com' } = given.sound;
    return new PipelineIdentity(given, host, {
      build: { sub: `project_path:${path}:ref_type:branch:ref:${branch}` },
      release: (environment) => ({ sub: `project_path:${releaseProject}:ref_type:branch:ref:${environment}` }),
    }, (problems) => {
      for (const [what, value] of Object.entries({ project: path, releaseProject })) {
        problems.must(isKnown(value, /^[A-Za-z0-9_][\w.-]*(\/[\w.-]+)+$/), `identity.${what}`, 'the path of a project, such as "acme/guestbook"', value);
      }
      checkBranch(problems, branch);
      problems.must(isKnown(host, /^[a-z0-9-]+(\.[a-z0-9-]+)+$/), 'identity.host', 'a host name, such as "gitlab.example.com"', host);
    });
  }

  private constructor(
    private readonly given: Given<object>,
    /**
     * The issuer, as IAM names it: a host with no `https://`.
     * @internal
     */
    public readonly _issuer: string,
    private readonly claims: { build: Claims; release: (environment: string) => Claims },
    private readonly look: (problems: Problems) => void,
  ) {}

  /**
   * Notes what is wrong with this identity.
   * @internal
   */
  public _check(problems: Problems): void {
    if (this.given.check(problems, 'identity')) {
      this.look(problems);
    }
  }

  /**
   * What the token of a job has to say: of one that pushes images, or of one that releases to an environment.
   * @internal
   */
  public _conditions(environment?: string): { [key: string]: string } {
    const claims = { aud: AUDIENCE, ...environment === undefined ? this.claims.build : this.claims.release(environment) };
    return Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${this._issuer}:${claim}`, value]));
  }
}

interface Claims {
  readonly [claim: string]: string;
}

/** In a trust policy `*` means itself where the operator is StringEquals; a name that holds one is a mistake all the same. */
function isKnown(value: string, form: RegExp): boolean {
  return !Token.isUnresolved(value) && form.test(value);
}

/** A trust policy compares it with text, so that a token is none. */
function checkBranch(problems: Problems, branch: string): void {
  problems.must(!Token.isUnresolved(branch) && isBranch(branch), 'identity.branch', ONE_BRANCH, branch);
}
