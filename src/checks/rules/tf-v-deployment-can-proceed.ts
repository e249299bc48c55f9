import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { numberOf } from '../value';
import { isRolling, services } from './support/tasks';

export const deploymentCanProceed: Rule = {
  id: 'TF-V-DeploymentCanProceed',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'error',
  checks: 'A deployment may either start a task more or stop one first.',
  why: 'When the least and the most healthy tasks are the same, ECS can do neither: the deployment stands still until it times out.',
  mend: 'Set 100 and 200 percent; or a minimum below 100 where copies cannot run side by side.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
  * judge(cloud) {
    for (const service of services(cloud).filter((one) => isRolling(one) && (one.get('SchedulingStrategy') ?? 'REPLICA') === 'REPLICA')) {
      const least = numberOf(service.get('DeploymentConfiguration.MinimumHealthyPercent') ?? 100);
      const most = numberOf(service.get('DeploymentConfiguration.MaximumPercent') ?? 200);
      const count = numberOf(service.get('DesiredCount'));
      if (least !== undefined && most !== undefined) {
        // ECS rounds the minimum up and the maximum down.
        const stuck = most <= least || count !== undefined && count > 0 && Math.floor(count * most / 100) <= Math.ceil(count * least / 100);
        yield verdict(service, !stuck, `between ${least} and ${most} percent${count === undefined ? '' : ` of ${count}`}`, 'DeploymentConfiguration');
      }
    }
  },
};
