import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { listOf, mapOf, numberOf, textOf } from '../value';
import { containersOf, nameOf } from './support/tasks';

export const noFixedHostPort: Rule = {
  id: 'TF-VII-NoFixedHostPort',
  factor: Factor.PORT_BINDING,
  severity: 'warning',
  checks: 'A container does not take a port of its machine for itself.',
  why: 'Two copies cannot share the machine: the service cannot grow beyond one task an instance, and a release waits for a free machine.',
  mend: 'Use the network mode awsvpc, or leave HostPort out or at 0.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/bestpracticesguide/networking-networkmode.html',
  * judge(cloud) {
    for (const task of cloud.all('AWS::ECS::TaskDefinition')) {
      const mode = textOf(task.get('NetworkMode') ?? 'bridge');
      for (const container of mode === undefined ? [] : containersOf(task)) {
        const mappings = listOf(container.definition.PortMappings).map(mapOf);
        const fixed = mode === 'host' || mode === 'bridge' && mappings.some((one) => (numberOf(one.HostPort) ?? 0) > 0);
        if (mappings.length > 0) {
          yield verdict(task, !fixed, `${nameOf(container)} in the mode ${mode}${fixed ? ' takes a port of the machine' : ''}`, `${container.location}.PortMappings`);
        }
      }
    }
  },
};
