import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { textsOf } from '../value';
import { Permissions } from './support/permissions';

export const pullNarrow: Rule = {
  id: 'TF-OPS-PullNarrow',
  factor: Factor.OPERATION,
  severity: 'warning',
  checks: 'A task pulls from the repositories of its app, not from all.',
  why: 'A role that may pull every image of the account reads the code of every other app.',
  mend: 'Grant ecr:BatchGetImage on the repository; only ecr:GetAuthorizationToken needs *.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  * judge(cloud) {
    for (const task of cloud.all('AWS::ECS::TaskDefinition')) {
      const pulls = Permissions.of(cloud, task.get('ExecutionRoleArn'))?.allowing('ecr:BatchGetImage') ?? [];
      if (pulls.length > 0) {
        const any = pulls.some(({ body }) => textsOf(body.Resource).includes('*'));
        yield verdict(task, !any, any ? 'may pull any image' : 'may pull from named repositories', 'ExecutionRoleArn');
      }
    }
  },
};
