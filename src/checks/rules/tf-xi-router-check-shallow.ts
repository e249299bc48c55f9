import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { listOf, mapOf, textOf } from '../value';
import { containers, isLogRouter, nameOf } from './support/tasks';

export const routerCheckShallow: Rule = {
  id: 'TF-XI-RouterCheckShallow',
  factor: Factor.LOGS,
  severity: 'warning',
  checks: 'The health of an essential log router does not hang on its destination.',
  why: 'When the destination fails, a deep check makes each router unhealthy at the same time: ECS stops every task of the app because of its logs.',
  mend: 'Check /api/v1/uptime, or that the port is open.',
  source: 'https://github.com/aws-samples/amazon-ecs-firelens-examples/tree/mainline/examples/fluent-bit/health-check',
  * judge(cloud) {
    for (const container of containers(cloud).filter((one) => isLogRouter(one) && one.definition.Essential !== false)) {
      const check = listOf(mapOf(container.definition.HealthCheck).Command).map(textOf);
      if (check.length > 0 && !check.includes(undefined)) {
        const deep = /\/api\/v\d\/(health|metrics|storage)/.test(check.join(' '));
        yield verdict(container.task, !deep, `${nameOf(container)} is checked by ${check.slice(1).join(' ')}`, `${container.location}.HealthCheck`);
      }
    }
  },
};
