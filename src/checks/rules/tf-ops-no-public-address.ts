import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { textOf } from '../value';
import { services } from './support/tasks';

export const noPublicAddress: Rule = {
  id: 'TF-OPS-NoPublicAddress',
  factor: Factor.OPERATION,
  severity: 'warning',
  checks: 'A service\'s tasks have no public address.',
  why: 'Such a task is reached past its load balancer, by whatever its security group lets in, today or after somebody\'s change.',
  mend: 'Run tasks in private subnets, with AssignPublicIp DISABLED.',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-2',
  * judge(cloud) {
    for (const service of services(cloud)) {
      const address = textOf(service.get('NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp'));
      if (address !== undefined) {
        yield verdict(service, address !== 'ENABLED', `public addresses are ${address}`, 'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp');
      }
    }
  },
};
