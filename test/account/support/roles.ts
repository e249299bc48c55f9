import { Account } from './account';
import { Assembly } from './apps';
import { concerns, isAllowed } from '../../iam/support/simulator';
import { list } from '../../support/synthesis';

/** A role of a template, with all that is attached to it. */
export interface TemplateRole {
  readonly stack: string;
  readonly logicalId: string;
  readonly arn: string;
  readonly trust: any;
  readonly inline: Policy[];
  readonly managed: Policy[];
  /** ARNs of policies that are not the template's own. */
  readonly foreign: string[];
  readonly statements: any[];
}

export interface Policy {
  readonly name: string;
  readonly document: any;
}

/** The roles of an app. */
export function rolesOf(assembly: Assembly): TemplateRole[] {
  const account = new Account(assembly);
  const resources = Object.entries(assembly.templates).flatMap(([stack, template]) => (
    Object.entries<any>(template.Resources).map(([logicalId, resource]) => ({ stack, logicalId, resource }))));
  const policies = resources.filter(({ resource }) => ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].includes(resource.Type)).map(({ stack, logicalId, resource }) => ({
    stack,
    logicalId,
    isManaged: resource.Type === 'AWS::IAM::ManagedPolicy',
    roles: list<any>(resource.Properties.Roles).map((role) => account.text(stack, role)),
    document: account.valueOf(stack, resource.Properties.PolicyDocument),
  }));
  return resources.filter(({ resource }) => resource.Type === 'AWS::IAM::Role').map(({ stack, logicalId, resource: { Properties: role } }) => {
    const name = account.nameOf(stack, logicalId)!;
    const named = list<any>(role.ManagedPolicyArns).map((one) => one?.Ref);
    const attached = policies.filter((one) => one.roles.includes(name) || one.isManaged && one.stack === stack && named.includes(one.logicalId));
    const inline = [
      ...list<any>(role.Policies).map((one) => ({ name: account.text(stack, one.PolicyName), document: account.valueOf(stack, one.PolicyDocument) })),
      ...attached.filter((one) => !one.isManaged).map((one) => ({ name: one.logicalId, document: one.document })),
    ];
    const managed = attached.filter((one) => one.isManaged).map((one) => ({ name: one.logicalId, document: one.document }));
    return {
      stack,
      logicalId,
      arn: account.valueOf(stack, { 'Fn::GetAtt': [logicalId, 'Arn'] }),
      trust: account.valueOf(stack, role.AssumeRolePolicyDocument),
      inline,
      managed,
      foreign: list<any>(role.ManagedPolicyArns).filter((one) => !policies.some(({ logicalId: id }) => id === one?.Ref))
        .map((one) => account.text(stack, one)),
      statements: [...inline, ...managed].flatMap(({ document }) => list<any>(document.Statement)),
    };
  });
}

/** The role of a stack that CloudFormation updates it under during a release: the one that trusts CloudFormation. */
export function releaseRoleOf(roles: TemplateRole[], stack: string): TemplateRole | undefined {
  const trusts = ({ trust }: TemplateRole) => list<any>(trust.Statement).flatMap((one) => list<string>(one.Principal?.Service));
  return roles.find((role) => role.stack === stack && trusts(role).includes('cloudformation.amazonaws.com'));
}

/** Those who may update a stack under a role, as the release script does. */
export async function callersOf(roles: TemplateRole[], stackArn: string, releaseRole: TemplateRole): Promise<TemplateRole[]> {
  const callers: TemplateRole[] = [];
  const candidates = roles.filter((one) => one.statements.some((statement) => concerns(statement, 'cloudformation:UpdateStack')));
  for (const role of candidates) {
    if (await isAllowed(role, 'cloudformation:UpdateStack', stackArn, { 'cloudformation:RoleArn': releaseRole.arn })) {
      callers.push(role);
    }
  }
  return callers;
}
