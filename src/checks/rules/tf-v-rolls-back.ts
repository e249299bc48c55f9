import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { booleanOf, mapOf, Undecided } from '../value';
import { isRolling, services } from './support/tasks';

export const rollsBack: Rule = {
  id: 'TF-V-RollsBack',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'warning',
  checks: 'ECS notices a release whose tasks do not start, and goes back.',
  why: 'Without a circuit breaker ECS goes on starting tasks that fail, and CloudFormation waits for hours before it gives up.',
  mend: 'Enable the deployment circuit breaker, with rollback.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html',
  * judge(cloud) {
    for (const service of services(cloud).filter(isRolling)) {
      const breaker = service.get('DeploymentConfiguration.DeploymentCircuitBreaker');
      const { Enable, Rollback } = mapOf(breaker);
      const parts = [booleanOf(Enable ?? false), booleanOf(Rollback ?? false)];
      if (!(breaker instanceof Undecided || service.get('DeploymentConfiguration') instanceof Undecided) && !parts.includes(undefined)) {
        yield verdict(service, parts[0]! && parts[1]!, `circuit breaker ${parts[0] ? 'on' : 'off'}, rollback ${parts[1] ? 'on' : 'off'}`,
          'DeploymentConfiguration.DeploymentCircuitBreaker');
      }
    }
  },
};
