import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { comesAfter } from './support/dependencies';

export const rolloutsInTurn: Rule = {
  id: 'TF-III-RolloutsInTurn',
  factor: Factor.CONFIG,
  severity: 'error',
  checks: 'Configurations of one AppConfig environment are deployed one after another.',
  why: 'An environment takes one deployment at a time. CloudFormation starts two that do not depend on each other together, and the second fails with a conflict.',
  mend: 'Make each AWS::AppConfig::Deployment depend on the one before.',
  source: 'https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-deploying.html',
  * judge(cloud) {
    for (const template of cloud.templates) {
      const deployments = template.resources.filter((one) => one.type === 'AWS::AppConfig::Deployment');
      for (const [index, one] of deployments.length > 1 ? deployments.entries() : []) {
        const beside = deployments.slice(0, index).filter((other) => other.written('EnvironmentId') === one.written('EnvironmentId'));
        const clash = beside.find((other) => !comesAfter(one, other) && !comesAfter(other, one));
        yield verdict(one, !clash, clash ? `runs beside ${clash.logicalId}` : 'waits its turn', 'EnvironmentId');
      }
    }
  },
};
