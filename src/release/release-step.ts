import { Approval } from './approval';
import { IReleaseTarget } from './release-target';

/**
 * One environment on the way of a release.
 */
export interface ReleaseStep {
  /**
   * What the release goes to.
   */
  readonly target: IReleaseTarget;

  /**
   * Whether somebody decides before.
   *
   * @default - nobody does
   */
  readonly approval?: Approval;

  /**
   * Whether a release stays outside while the environment's health alarm is on. It waits ten minutes for the alarm to end and then fails; somebody
   * who releases what mends the environment overrides the condition. It needs a `healthAlarm` of the target, in the account and region of the
   * pipeline; without one nothing is asked.
   *
   * @default - a release enters whatever the alarm says
   */
  readonly onlyWhileQuiet?: boolean;
}
