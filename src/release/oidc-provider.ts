import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSdkCall, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { AwsCall } from '../private/aws-call';

/** What a token has to name as the one that it is for. */
export const AUDIENCE = 'sts.amazonaws.com';

/** An identity provider of the account, and what creates it. */
export interface AccountProvider {
  readonly arn: string;
  readonly creation: Construct;
}

/**
 * The account's provider for an issuer. IAM has one for each issuer and account, whatever uses it: so it is created when there is none, taken when there
 * is one, and stays when the stack is deleted. CloudFormation's own type would fail where it exists.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
 */
export function accountProvider(scope: Construct, issuer: string): AccountProvider {
  const arn = Stack.of(scope).formatArn({ service: 'iam', region: '', resource: 'oidc-provider', resourceName: issuer });
  const call: AwsSdkCall = {
    service: 'IAM',
    action: 'createOpenIDConnectProvider',
    parameters: { Url: `https://${issuer}`, ClientIDList: [AUDIENCE] },
    ignoreErrorCodesMatching: 'EntityAlreadyExists',
    physicalResourceId: PhysicalResourceId.of(issuer),
  };
  const creation = new AwsCall(scope, 'Provider', {
    resourceType: 'Custom::OidcProvider',
    onCreate: call,
    onUpdate: call, // another issuer, whose provider is still to be created
    statements: [new iam.PolicyStatement({ actions: ['iam:CreateOpenIDConnectProvider'], resources: [arn] })],
  });
  return { arn, creation };
}
