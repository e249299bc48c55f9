import { environmentRoles } from './custom-resources';
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
