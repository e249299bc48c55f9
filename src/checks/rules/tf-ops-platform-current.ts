import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { textOf } from '../value';
import { services } from './support/tasks';

export const platformCurrent: Rule = {
  id: 'TF-OPS-PlatformCurrent',
  factor: Factor.OPERATION,
  severity: 'warning',
  checks: 'A service follows Fargate\'s latest platform.',
  why: 'A platform that is named by its number gets no further security fixes, and at its end tasks no longer start.',
  mend: 'Leave PlatformVersion out, or set LATEST.',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-10',
  * judge(cloud) {
    for (const service of services(cloud).filter((one) => one.get('LaunchType') === 'FARGATE' || one.get('PlatformVersion') !== undefined)) {
      const version = textOf(service.get('PlatformVersion') ?? 'LATEST');
      if (version !== undefined) {
        yield verdict(service, version === 'LATEST', `the platform is ${version}`, 'PlatformVersion');
      }
    }
  },
};
