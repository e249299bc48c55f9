import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';

/** The image repository as stacks other than its own name it. */
export function importImages(stack: Stack, appName: string): ecr.IRepository {
  const repositoryName = appName.toLowerCase();
  return ecr.Repository.fromRepositoryAttributes(stack, 'Images', {
    repositoryName, repositoryArn: stack.formatArn({ service: 'ecr', resource: 'repository', resourceName: repositoryName }),
  });
}
