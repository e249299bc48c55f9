import { environmentRoles, ledgerRole } from './custom-resources';
import { logRouterRole } from './log-router';
import { flowLogRoles, monitorRoles } from './other-roles';
import { actionRoles, buildRole, pipelineRole, scanRole, smokeTestRole, sourceEventRole, sourceRole } from './pipeline-roles';
import { releaseRoles } from './release-role';
import { releaserRoles } from './releaser-roles';
import { scheduleRoles } from './schedule-roles';
import { executionRoles, taskRoles } from './task-roles';
import { RoleTable } from '../support/role-table';

/** What each role may do and must not, a table a role. */
export const TABLES: RoleTable[] = [
  ledgerRole, ...environmentRoles,
  ...flowLogRoles, ...monitorRoles, ...taskRoles, ...executionRoles, logRouterRole, ...scheduleRoles, ...releaseRoles,
  buildRole, scanRole, pipelineRole, sourceEventRole, sourceRole, ...actionRoles, ...releaserRoles, smokeTestRole,
];
