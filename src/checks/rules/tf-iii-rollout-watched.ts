import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { numberOf, textOf } from '../value';

/** The strategies that AWS brings: how long each takes, bake time included, in minutes. */
const PREDEFINED: { [id: string]: number } = {
  'AppConfig.AllAtOnce': 10,
  'AppConfig.Linear20PercentEvery6Minutes': 60,
  'AppConfig.Canary10Percent20Minutes': 30,
  'AppConfig.Linear50PercentEvery30Seconds': 2,
};

export const rolloutWatched: Rule = {
  id: 'TF-III-RolloutWatched',
  factor: Factor.CONFIG,
  severity: 'warning',
  checks: 'A configuration is watched for a while after it reached everyone.',
  why: 'AppConfig rolls back only while a deployment lasts. One with no bake time is over before an alarm can have seen anything.',
  mend: 'Give the deployment strategy a final bake time longer than the alarms need.',
  source: 'https://docs.aws.amazon.com/appconfig/latest/userguide/monitoring-deployments.html',
  * judge(cloud) {
    for (const deployment of cloud.all('AWS::AppConfig::Deployment')) {
      const minutes = bakeTimeOf(cloud, deployment);
      if (minutes !== undefined) {
        yield verdict(deployment, minutes > 0, minutes > 0 ? 'alarms are watched until the end' : 'no bake time', 'DeploymentStrategyId');
      }
    }
  },
};

function bakeTimeOf(cloud: Cloud, deployment: Resource): number | undefined {
  const strategy = cloud.target(deployment.get('DeploymentStrategyId'));
  const known = textOf(deployment.get('DeploymentStrategyId'));
  return strategy ? numberOf(strategy.get('FinalBakeTimeInMinutes') ?? 0) : known && Object.hasOwn(PREDEFINED, known) ? PREDEFINED[known] : undefined;
}
