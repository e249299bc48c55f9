import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { listOf, mapOf, numberOf, textOf } from '../value';
import { containers, nameOf } from './support/tasks';

/** From here on, any user may bind a port. */
const FIRST_UNPRIVILEGED = 1024;

export const unprivilegedPort: Rule = {
  id: 'TF-VII-UnprivilegedPort',
  factor: Factor.PORT_BINDING,
  severity: 'warning',
  checks: 'A container that does not run as root binds a port from 1024 up.',
  why: 'Linux keeps the lower ports for root unless it is told otherwise: whether the process can bind depends on how the host is set up.',
  mend: 'Bind 8080 or the like; the load balancer listens on 80 and 443 all the same.',
  source: 'https://12factor.net/port-binding',
  * judge(cloud) {
    for (const container of containers(cloud)) {
      const user = textOf(container.definition.User);
      const ports = listOf(container.definition.PortMappings).map((one) => numberOf(mapOf(one).ContainerPort));
      const told = listOf(container.definition.SystemControls).some((one) => mapOf(one).Namespace === 'net.ipv4.ip_unprivileged_port_start');
      if (user !== undefined && !/^(root|0)(:|$)/.test(user) && !told && ports.length > 0 && !ports.includes(undefined)) {
        yield verdict(container.task, ports.every((one) => one! >= FIRST_UNPRIVILEGED), `${nameOf(container)}, user ${user}, binds ${ports.join(', ')}`,
          `${container.location}.PortMappings`);
      }
    }
  },
};
