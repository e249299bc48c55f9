import { ACCOUNT, arn } from '../support/physical';
import { Trust } from '../support/role-table';

/** A service that acts for a resource of this account. */
export function service(name: string, sourceArn?: string): Trust {
  return { principal: `${name}.amazonaws.com`, context: { 'aws:SourceAccount': ACCOUNT, ...(sourceArn ? { 'aws:SourceArn': sourceArn } : {}) } };
}

/** ECS, for a task of this account and region. */
export const TASKS = service('ecs-tasks', arn('ecs', 'task/Guestbook/0123456789abcdef'));

/** A service that does not say, or does not document that it says, on whose behalf it acts. */
export function anyUseOf(name: string): Trust {
  return { principal: `${name}.amazonaws.com`, context: {} };
}
