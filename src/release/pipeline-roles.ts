import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { accountProvider } from './oidc-provider';
import { PipelineIdentity } from './pipeline-identity';
import { IReleaseTarget } from './release-target';
import { duplicates, pascalCase } from '../private/naming';
import { areApart } from '../private/places';
import { allowPush } from '../private/push-images';
import { checkProps } from '../private/shape';

/**
 * Properties of `PipelineRoles`.
 */
export interface PipelineRolesProps {
  /**
   * The pipeline that may assume the roles.
   */
  readonly identity: PipelineIdentity;

  /**
   * Where the pipeline pushes images to.
   *
   * @default - there is no role that pushes images, as in an account that holds environments only
   */
  readonly repository?: ecr.IRepository;

  /**
   * The environments that the pipeline releases to, each in the account and region of these roles.
   *
   * @default - there is no role that releases
   */
  readonly environments?: IReleaseTarget[];

  /**
   * The identity provider of the account for the issuer of the pipeline's tokens.
   *
   * @default - the account's own, which must have the audience `sts.amazonaws.com`, or no job can assume a role. It is created when the account has none, and stays when the stack is
   * deleted
   */
  readonly provider?: iam.IOidcProvider;
}

/**
 * The roles of a pipeline that is yours, on GitHub Actions or GitLab CI/CD: one that builds, and one for each environment that releases to it and to no other.
 * A job that runs code of the app, its tests or its dependencies, can push an image and no more; what releases to production runs behind the rules of the
 * environment, such as required reviewers, which the pipeline's platform keeps.
 *
 * The ARN of each role is an output of the stack: `BuilderRole`, and `StagingReleaserRole` for an environment called staging.
 */
export class PipelineRoles extends Construct {
  /** May push images. Undefined when no `repository` is given. */
  public readonly builder?: iam.Role;

  private readonly releasers: { [environmentName: string]: iam.Role } = {};

  /**
   * @throws an error that lists every mistake in the props at once
   */
  constructor(scope: Construct, id: string, private readonly props: PipelineRolesProps) {
    super(scope, id);
    this.checkProps();
    const { identity, repository, environments = [] } = props;
    const provider = props.provider ? undefined : accountProvider(this, identity._issuer);
    const assumedBy = (environment?: string) => new iam.WebIdentityPrincipal(
      props.provider?.oidcProviderArn ?? provider!.arn, { StringEquals: identity._conditions(environment) });
    if (repository) {
      this.builder = new iam.Role(this, 'Builder', { description: 'Pushes images, for a pipeline outside of AWS', assumedBy: assumedBy() });
      allowPush(this.builder, repository, this.builder);
      new CfnOutput(this, 'BuilderRole', { value: this.builder.roleArn, description: 'Assumed by the job that builds and pushes the image' })
        .overrideLogicalId('BuilderRole');
    }
    for (const target of environments) {
      const name = pascalCase(target.environmentName);
      const releaser = new iam.Role(this, `${name}Releaser`, {
        description: `Releases to ${target.environmentName}, for a pipeline outside of AWS`,
        assumedBy: assumedBy(target.environmentName),
        maxSessionDuration: Duration.hours(4), // a release that fails late has to be able to go back: the job asks for as long
      });
      target.grantRelease(releaser);
      this.releasers[target.environmentName] = releaser;
      const output = `${name}ReleaserRole`;
      new CfnOutput(this, output, { value: releaser.roleArn, description: `Assumed by the job that releases to ${target.environmentName}` })
        .overrideLogicalId(output);
    }
    if (provider) {
      // IAM takes a trust policy that names a provider once the provider is there.
      [this.builder, ...Object.values(this.releasers)].forEach((role) => role?.node.addDependency(provider.creation));
    }
  }

  /**
   * The role that releases to an environment.
   *
   * @throws when no environment of this name was given
   */
  public releaser(environmentName: string): iam.Role {
    const found = Object.hasOwn(this.releasers, environmentName) ? this.releasers[environmentName] : undefined;
    if (!found) {
      const known = Object.keys(this.releasers).join(', ') || 'none';
      throw new Error(`PipelineRoles "${this.node.path}" has no role for an environment "${environmentName}"; the environments are: ${known}`);
    }
    return found;
  }

  private checkProps(): void {
    checkProps<PipelineRolesProps>(this, 'PipelineRolesProps', this.props, (problems, { identity, repository, environments = [] }) => {
      identity?._check(problems);
      problems.unless(repository !== undefined || environments.length > 0,
        'props name neither a repository nor environments, so there is no role to create; give one of them');
      const names = duplicates(environments.map(({ environmentName }) => environmentName));
      problems.unless(names.length === 0, `environments must have names that differ, got "${names.join('", "')}" more than once`);
      for (const target of environments.filter((one) => areApart(Stack.of(this), Stack.of(one)))) {
        problems.add(`environments: ${target.environmentName} is in ${Stack.of(target).environment}, and these roles are in ${Stack.of(this).environment}; `
          + 'create PipelineRoles of its own there');
      }
    });
  }
}
