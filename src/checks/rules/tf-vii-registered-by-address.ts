import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { textOf } from '../value';
import { services, targetGroupsOf, taskDefinitionOf } from './support/tasks';

export const registeredByAddress: Rule = {
  id: 'TF-VII-RegisteredByAddress',
  factor: Factor.PORT_BINDING,
  severity: 'error',
  checks: 'The target group of a task with an address of its own takes addresses.',
  why: 'A target group takes instances unless it says otherwise, and ECS refuses a service in the network mode awsvpc for it.',
  mend: 'Set TargetType to ip.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html',
  * judge(cloud) {
    for (const service of services(cloud)) {
      const mode = textOf(taskDefinitionOf(cloud, service)?.get('NetworkMode'));
      for (const group of mode === 'awsvpc' ? targetGroupsOf(cloud, service) : []) {
        const type = textOf(group.get('TargetType') ?? 'instance');
        if (type !== undefined) {
          yield verdict(group, type === 'ip', `takes targets of the type ${type}`, 'TargetType');
        }
      }
    }
  },
};
