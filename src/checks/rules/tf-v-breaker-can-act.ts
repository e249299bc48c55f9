import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { booleanOf } from '../value';
import { isRolling, services } from './support/tasks';

export const breakerCanAct: Rule = {
  id: 'TF-V-BreakerCanAct',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'error',
  checks: 'A circuit breaker is on a service that ECS itself deploys.',
  why: 'It works for rolling deployments only: ECS refuses it together with CodeDeploy or an external controller, and the stack fails.',
  mend: 'Use the ECS controller, or let CodeDeploy roll back.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentCircuitBreaker.html',
  * judge(cloud) {
    for (const service of services(cloud)) {
      const controller = service.get('DeploymentController.Type') ?? 'ECS';
      if (booleanOf(service.get('DeploymentConfiguration.DeploymentCircuitBreaker.Enable')) && (isRolling(service) || typeof controller === 'string' && !controller.includes('$'))) {
        yield verdict(service, controller === 'ECS', `circuit breaker, and ${controller} deploys`, 'DeploymentConfiguration.DeploymentCircuitBreaker');
      }
    }
  },
};
