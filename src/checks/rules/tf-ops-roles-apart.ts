import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { Undecided } from '../value';

export const rolesApart: Rule = {
  id: 'TF-OPS-RolesApart',
  factor: Factor.OPERATION,
  severity: 'warning',
  checks: 'What starts a task and what runs in it have different roles.',
  why: 'With one role for both the app may read every secret of its task definition again, pull images and write any log stream.',
  mend: 'Give the task definition an execution role of its own.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html',
  * judge(cloud) {
    for (const task of cloud.all('AWS::ECS::TaskDefinition')) {
      const [own, execution] = [task.get('TaskRoleArn'), task.get('ExecutionRoleArn')];
      if (own !== undefined && execution !== undefined && !(own instanceof Undecided) && !(execution instanceof Undecided)) {
        const same = task.written('TaskRoleArn') === task.written('ExecutionRoleArn');
        yield verdict(task, !same, same ? 'one role for both' : 'two roles', 'TaskRoleArn');
      }
    }
  },
};
