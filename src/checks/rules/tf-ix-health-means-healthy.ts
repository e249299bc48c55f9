import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { textOf } from '../value';

export const healthMeansHealthy: Rule = {
  id: 'TF-IX-HealthMeansHealthy',
  factor: Factor.DISPOSABILITY,
  severity: 'error',
  checks: 'A health check takes no error for an answer.',
  why: 'A matcher up to 499 calls an app healthy that answers 404 or 401 to everyone: a broken release replaces a good one.',
  mend: 'Expect 200 of a path that is made for it.',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
  * judge(cloud) {
    for (const group of cloud.all('AWS::ElasticLoadBalancingV2::TargetGroup')) {
      const codes = textOf(group.get('Matcher.HttpCode'));
      if (codes !== undefined) {
        const highest = Math.max(...codes.split(/[,-]/).map(Number));
        yield verdict(group, !(highest >= 400), `healthy are ${codes}`, 'Matcher.HttpCode');
      }
    }
  },
};
