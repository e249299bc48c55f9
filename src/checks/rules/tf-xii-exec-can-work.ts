import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { booleanOf, listOf, mapOf } from '../value';
import { Permissions } from './support/permissions';
import { Container, containersOf, isLogRouter, services, taskDefinitionOf } from './support/tasks';

/** Where the agent of ECS Exec writes. */
const WRITABLE = ['/managed-agents', '/var/lib/amazon', '/var/log/amazon'];

export const execCanWork: Rule = {
  id: 'TF-XII-ExecCanWork',
  factor: Factor.ADMIN_PROCESSES,
  severity: 'error',
  checks: 'Where ECS Exec is on, its agent can write its files and open its channel.',
  why: 'On a read-only root, or without ssmmessages, the agent does not come up: the shell is missing in the one hour when it is needed.',
  mend: 'Mount empty volumes at /managed-agents, /var/lib/amazon/ssm and /var/log/amazon/ssm, grant the task role ssmmessages; or turn Exec off.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  * judge(cloud) {
    for (const service of services(cloud).filter((one) => booleanOf(one.get('EnableExecuteCommand')))) {
      const task = taskDefinitionOf(cloud, service);
      const closed = task && containersOf(task).find((one) => !isLogRouter(one) && isClosed(one));
      const permissions = task && Permissions.of(cloud, task.get('TaskRoleArn'));
      const silent = task !== undefined && (permissions ? !permissions.allow('ssmmessages:CreateControlChannel') : task.get('TaskRoleArn') === undefined);
      if (closed || silent || permissions) {
        yield verdict(service, !closed && !silent, closed ? `the agent cannot write in ${closed.definition.Name}` : silent ? 'the task role lacks ssmmessages' : 'Exec can work',
          'EnableExecuteCommand');
      }
    }
  },
};

/** Whether the agent can write nowhere in a container. */
function isClosed({ definition }: Container): boolean {
  const mounted = listOf(definition.MountPoints).map((one) => String(mapOf(one).ContainerPath));
  return definition.ReadonlyRootFilesystem === true && !WRITABLE.every((folder) => mounted.some((one) => one.startsWith(folder)));
}
