import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { comesAfter } from './support/dependencies';
import { forwarding } from './support/load-balancing';
import { services, targetGroupsOf } from './support/tasks';

export const listenerComesFirst: Rule = {
  id: 'TF-VII-ListenerComesFirst',
  factor: Factor.PORT_BINDING,
  severity: 'error',
  checks: 'A listener forwards to the target group of a service, and is made before the service.',
  why: 'ECS refuses a service whose target group hangs on no load balancer. Made side by side, it is a matter of luck, and the stack fails now and then.',
  mend: 'Forward to the target group, and let the service depend on the listener.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ecs-service.html',
  * judge(cloud) {
    for (const service of services(cloud)) {
      for (const group of targetGroupsOf(cloud, service).filter((one) => one.template === service.template && !isExported(cloud, one))) {
        const listeners = forwarding(cloud, group);
        const first = listeners.some((one) => one.template !== service.template || comesAfter(service, one));
        yield verdict(service, first, listeners.length === 0 ? `nothing forwards to ${group.logicalId}` : `${first ? 'after' : 'beside'} ${listeners[0].logicalId}`, 'LoadBalancers');
      }
    }
  },
};

/** Whether somebody outside may forward to it. */
function isExported(cloud: Cloud, { template, logicalId }: Resource): boolean {
  return template.outputs.some(({ name }) => cloud.target(template.output(name))?.logicalId === logicalId);
}
