import * as chatbot from 'aws-cdk-lib/aws-chatbot';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/**
 * A Slack channel that is told things and can do nothing: its role has no policy, its guardrail denies everything, where AWS's default would be
 * `AdministratorAccess`, and nobody acts as the channel.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/understanding-permissions.html
 */
export function slackChannel(scope: Construct, appName: string, workspaceId: string, channelId: string): chatbot.SlackChannelConfiguration {
  return new chatbot.SlackChannelConfiguration(scope, 'Channel', {
    slackChannelConfigurationName: `${appName}-${channelId}`,
    slackWorkspaceId: workspaceId,
    slackChannelId: channelId,
    // Not bound to the account: whether the service says on whose behalf it asks is not documented, and the role can do nothing.
    role: new iam.Role(scope, 'Role', { assumedBy: new iam.ServicePrincipal('chatbot.amazonaws.com'), description: 'Has no rights: the channel listens only' }),
    guardrailPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AWSDenyAll')],
    userRoleRequired: true,
  });
}
