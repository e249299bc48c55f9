import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { neverOverwrite, parameterArn } from './parameter-arn';
import { AwsCall } from '../private/aws-call';
import { checkReleasesKept } from '../private/checks';
import { checkAppName, checkName, LONGEST_NAME } from '../private/naming';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';
import { checkIsUnique } from '../private/unique-names';
import { NO_RELEASE } from '../private/well-known';

/**
 * Properties of `ReleaseLedger`.
 */
export interface ReleaseLedgerProps {
  /**
   * The name of the app.
   */
  readonly appName: string;

  /**
   * The name of the environment whose releases are recorded.
   */
  readonly environmentName: string;

  /**
   * How many of the last releases that worked can be gone back to: their entries and their images are kept, and so is the current one. A whole
   * number from 2 to 100.
   *
   * @default 20
   */
  readonly releasesKept?: number;
}

/**
 * The record of an environment's releases, kept in SSM parameters (factor V).
 *
 * `/<app>/<environment>/release` names the current release's image by digest and starts at `none`; `/<app>/<environment>/releases/<N>`
 * records release N and never changes until a release that no longer keeps it deletes it. The environment's template reads the current entry, so
 * the ledger has to be deployed before it, from another stack. Only a release writes the ledger: this construct creates the current entry, or
 * adopts the one that is there, and never touches it again. The entries stay when the ledger is taken away; `assets/release/delete.mjs` deletes them.
 */
export class ReleaseLedger extends Construct {
  /** The root of the ledger's parameters: `/<app>/<environment>`. */
  public readonly ledgerName: string;

  /** The name of the parameter that holds the current release. */
  public readonly currentEntryName: string;

  /** How many of the last releases that worked are kept, entries and images. */
  public readonly releasesKept: number;

  constructor(scope: Construct, id: string, props: ReleaseLedgerProps) {
    super(scope, id);
    const problems = new Problems(`ReleaseLedger "${id}"`);
    const given = new Given<ReleaseLedgerProps>('ReleaseLedgerProps', props);
    const { appName, environmentName, releasesKept } = given.sound;
    given.check(problems);
    checkAppName(problems, 'appName', appName);
    checkName(problems, 'environmentName', environmentName, LONGEST_NAME.environment);
    checkReleasesKept(problems, releasesKept);
    this.ledgerName = `/${appName}/${environmentName}`;
    checkIsUnique(problems, 'the ledger', {
      construct: this,
      isOne: (other): other is ReleaseLedger => other instanceof ReleaseLedger,
      nameOf: (one) => one.ledgerName,
      placeOf: (one) => Stack.of(one),
    }, 'its parameters are named so', 'give one of them another appName or environmentName, or give their stacks an env of their own');
    problems.throwIfAny();

    this.currentEntryName = `${this.ledgerName}/release`;
    this.releasesKept = props.releasesKept ?? 20;
    this.createCurrentEntry(props);
  }

  /**
   * A custom resource and not an `AWS::SSM::Parameter`: CloudFormation writes a parameter's value back when only its tags change, and that
   * would stop the environment. Nothing deletes the entry: an environment that is taken out of the app and put back, or whose ledger moves to
   * another stack, goes on with the release that it runs, where a new entry that says `none` would stop it.
   *
   * @see https://github.com/aws/aws-cdk/issues/25949
   */
  private createCurrentEntry(props: ReleaseLedgerProps): void {
    const entry = parameterArn(Stack.of(this), this.currentEntryName);
    new AwsCall(this, 'CurrentEntry', {
      resourceType: 'Custom::ReleaseLedger',
      onCreate: {
        service: 'SSM',
        action: 'putParameter',
        parameters: {
          Name: this.currentEntryName,
          Value: NO_RELEASE,
          Type: 'String',
          Overwrite: false,
          Description: `Current release of ${props.appName} in ${props.environmentName}. Written by releases only`,
          Tags: [{ Key: 'app', Value: props.appName }, { Key: 'environment', Value: props.environmentName }],
        },
        ignoreErrorCodesMatching: 'ParameterAlreadyExists', // the entry of an earlier deployment of this environment, which is adopted
        physicalResourceId: PhysicalResourceId.of(this.currentEntryName),
      },
      statements: [
        new iam.PolicyStatement({ actions: ['ssm:PutParameter', 'ssm:AddTagsToResource'], resources: [entry] }),
        neverOverwrite(entry), // it creates: who else may call the function cannot move an environment with it
      ],
    });
  }
}
