import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { possibilities } from '../value';
import { Permissions } from './support/permissions';
import { containersOf, isFargate } from './support/tasks';

const NEEDED = ['ecr:GetAuthorizationToken', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

export const mayPull: Rule = {
  id: 'TF-OPS-MayPull',
  factor: Factor.OPERATION,
  severity: 'error',
  checks: 'A Fargate task with an image in ECR has an execution role that may pull it.',
  why: 'No task of the release starts: CannotPullContainerError.',
  mend: 'Give the task definition an execution role, and grant it the repository.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html',
  * judge(cloud) {
    for (const task of cloud.all('AWS::ECS::TaskDefinition').filter(isFargate)) {
      const role = task.get('ExecutionRoleArn');
      const permissions = Permissions.of(cloud, role);
      const fromEcr = containersOf(task).flatMap(({ definition }) => possibilities(definition.Image)).some((one) => typeof one === 'string' && /\.dkr\.ecr\./.test(one));
      if (fromEcr && (permissions || role === undefined)) {
        const missing = NEEDED.filter((one) => !permissions?.allow(one));
        yield verdict(task, missing.length === 0, missing.length === 0 ? 'may pull' : `lacks ${missing.join(', ')}`, 'ExecutionRoleArn');
      }
    }
  },
};
