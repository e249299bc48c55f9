import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { booleanOf, mapOf } from '../value';
import { logging } from './support/logs';
import { Permissions } from './support/permissions';
import { isFargate, nameOf } from './support/tasks';

export const mayWriteLogs: Rule = {
  id: 'TF-XI-MayWriteLogs',
  factor: Factor.LOGS,
  severity: 'error',
  checks: 'The execution role may create the log streams that its containers name, and the group when they ask for it.',
  why: 'The log driver writes as the execution role. When it may not, the task does not start.',
  mend: 'Grant logs:CreateLogStream and logs:PutLogEvents, and logs:CreateLogGroup with awslogs-create-group.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  * judge(cloud) {
    for (const container of logging(cloud, 'awslogs').filter(({ task }) => isFargate(task))) {
      const role = container.task.get('ExecutionRoleArn');
      const permissions = Permissions.of(cloud, role);
      const creates = booleanOf(mapOf(container.options)['awslogs-create-group'] ?? false);
      if (creates !== undefined && (permissions || role === undefined)) {
        const needed = ['logs:CreateLogStream', 'logs:PutLogEvents', ...creates ? ['logs:CreateLogGroup'] : []];
        const missing = needed.filter((one) => !permissions?.allow(one));
        yield verdict(container.task, missing.length === 0, missing.length === 0 ? `${nameOf(container)} may log` : `the execution role lacks ${missing.join(', ')}`,
          'ExecutionRoleArn');
      }
    }
  },
};
