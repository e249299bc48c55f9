import { environmentRoles, ledgerRole } from './custom-resources';
import { scanRole } from './pipeline-roles';
import { releaseRoles } from './release-role';
import { releaserRoles } from './releaser-roles';
import { scheduleRoles } from './schedule-roles';
import { PRODUCTION, STAGING } from '../support/guestbook';
import { RoleTable, Row } from '../support/role-table';

/** One thing less in a policy, and what would be allowed by it. */
export interface Control {
  readonly what: string;
  readonly path: string;
  /** The statements that this action is in. */
  readonly of: string;
  /** What becomes of them. */
  readonly drop: object;
  readonly row: Row;
}

const NO_CONDITION = { Condition: {} };
const ANY_RESOURCE = { Resource: '*' };
const NO_DENIAL = { Effect: 'Allow', Condition: {} };

export const CONTROLS: Control[] = [
  {
    what: 'without the condition on the role, a stack could be updated with none',
    path: releaserRoles[0].path,
    of: 'cloudformation:UpdateStack',
    drop: NO_CONDITION,
    row: denied(releaserRoles[0], 'update its stack with no role'),
  },
  {
    what: 'without the condition on the service, the release role could go anywhere',
    path: releaserRoles[0].path,
    of: 'iam:PassRole',
    drop: NO_CONDITION,
    row: denied(releaserRoles[0], 'pass its release role to another service'),
  },
  {
    what: 'without the condition on the cluster, the command could run elsewhere',
    path: releaserRoles[0].path,
    of: 'ecs:RunTask',
    drop: NO_CONDITION,
    row: denied(releaserRoles[0], 'run its command in another cluster'),
  },
  {
    what: 'with a role of any path to pass, so could the roles of another environment\'s command',
    path: releaserRoles[0].path,
    of: 'iam:PassRole',
    drop: ANY_RESOURCE,
    row: denied(releaserRoles[0], 'pass the TaskRole of another environment\'s command'),
  },
  {
    what: 'with a ledger of any name, that of another environment could be written',
    path: releaserRoles[0].path,
    of: 'ssm:PutParameter',
    drop: ANY_RESOURCE,
    row: ['', 'ssm:PutParameter', PRODUCTION.parameter('release')],
  },
  {
    what: 'with any role to pass, so could another environment\'s',
    path: releaseRoles[0].path,
    of: 'iam:PassRole',
    drop: ANY_RESOURCE,
    row: denied(releaseRoles[0], 'pass a role of somebody else'),
  },
  {
    what: 'without the condition on the alias, any key of the account could be signed with',
    path: scanRole.path,
    of: 'kms:Sign',
    drop: NO_CONDITION,
    row: denied(scanRole, 'sign with any key by its id'),
  },
  {
    what: 'with any service to update, so could one of another environment',
    path: releaseRoles[0].path,
    of: 'ecs:UpdateService',
    drop: ANY_RESOURCE,
    row: denied(releaseRoles[0], 'update a service of another environment'),
  },
  {
    what: 'without the condition on the namespace, a table could be scaled',
    path: releaseRoles[0].path,
    of: 'application-autoscaling:RegisterScalableTarget',
    drop: NO_CONDITION,
    row: denied(releaseRoles[0], 'scale a table'),
  },
  {
    what: 'without the tags of the environment, a service of another one could be scaled',
    path: releaseRoles[0].path,
    of: 'application-autoscaling:RegisterScalableTarget',
    drop: NO_CONDITION,
    row: denied(releaseRoles[0], 'A1: scale a service of another environment'),
  },
  ...['move a service to subnets of another environment', 'give tasks public addresses', 'turn ECS Exec on', 'take traffic by VPC Lattice', 'run a task of another environment in its service']
    .map((what): Control => ({
      what: `without the conditions on what a service asks for, a release could ${what}`,
      path: releaseRoles[0].path,
      of: 'ecs:UpdateService',
      drop: NO_CONDITION,
      row: denied(releaseRoles[0], `A2: ${what}`),
    })),
  {
    what: 'without the condition on sizes, a release could register larger tasks',
    path: releaseRoles[0].path,
    of: 'ecs:RegisterTaskDefinition',
    drop: NO_CONDITION,
    row: denied(releaseRoles[0], 'A2: register a task of 16 vCPU'),
  },
  {
    what: 'with a template of any URL, a stack could be updated by it',
    path: releaserRoles[0].path,
    of: 'cloudformation:UpdateStack',
    drop: NO_CONDITION,
    row: denied(releaserRoles[0], 'A2: update its stack by a template at a URL'),
  },
  {
    what: 'without the condition on ECS Exec, the command could run with it',
    path: releaserRoles[0].path,
    of: 'ecs:RunTask',
    drop: NO_CONDITION,
    row: denied(releaserRoles[0], 'A2: run its command with ECS Exec'),
  },
  {
    what: 'without the denial, a recorded release could be rewritten',
    path: releaserRoles[0].path,
    of: 'ssm:PutParameter',
    drop: NO_DENIAL,
    row: denied(releaserRoles[0], 'A9: rewrite a recorded release'),
  },
  {
    what: 'without the denial, the function that creates the ledgers could move a current entry',
    path: ledgerRole.path,
    of: 'ssm:PutParameter',
    drop: NO_DENIAL,
    row: denied(ledgerRole, 'A9: move the current entry of production'),
  },
  {
    what: 'with any load balancer to protect, so could another environment\'s be left unprotected',
    path: environmentRoles[1].path,
    of: 'elasticloadbalancing:ModifyLoadBalancerAttributes',
    drop: ANY_RESOURCE,
    row: denied(environmentRoles[1], 'protect the load balancer of staging'),
  },
  {
    what: 'without the condition on the cluster, a schedule could run its task elsewhere',
    path: scheduleRoles[0].path,
    of: 'ecs:RunTask',
    drop: NO_CONDITION,
    row: ['', 'ecs:RunTask', STAGING.taskDefinition('backup'), PRODUCTION.inCluster],
  },
];

function denied({ mayNot }: RoleTable, sentence: string): Row {
  return mayNot.find(([one]) => one === sentence)!;
}
