import { Duration, Token } from 'aws-cdk-lib';
import * as appconfig from 'aws-cdk-lib/aws-appconfig';
import { Problems } from '../private/problems';

const MOST_MINUTES = 24 * 60;

/**
 * Notes what AppConfig does not take of a rollout.
 *
 * @see https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_CreateDeploymentStrategy.html
 */
export function checkRollout(problems: Problems, where: string, rollout: appconfig.RolloutStrategy | undefined): void {
  const growth = rollout?.growthFactor;
  problems.must(growth === undefined || Token.isUnresolved(growth) || growth >= 1 && growth <= 100, `${where}.growthFactor`, 'from 1 to 100 percent', growth);
  checkMinutes(problems, `${where}.deploymentDuration`, rollout?.deploymentDuration);
  checkMinutes(problems, `${where}.finalBakeTime`, rollout?.finalBakeTime);
}

function checkMinutes(problems: Problems, what: string, duration: Duration | undefined): void {
  if (duration && !duration.isUnresolved()) {
    const minutes = duration.toMinutes({ integral: false });
    problems.unless(Number.isInteger(minutes) && minutes >= 0 && minutes <= MOST_MINUTES, `${what} must be from 0 to ${MOST_MINUTES} whole minutes, got ${minutes} minutes`);
  }
}
