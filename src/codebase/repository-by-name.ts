import { Stack, Token } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';

/** A repository of another stack by its name, where it has one that is known: the template then refers to no other stack. */
export function repositoryByName(scope: Construct, repository: ecr.IRepository): ecr.IRepository {
  const repositoryName = repository instanceof ecr.Repository ? (repository.node.defaultChild as ecr.CfnRepository).repositoryName : undefined;
  if (repositoryName === undefined || Token.isUnresolved(repositoryName) || Stack.of(repository) === Stack.of(scope)) {
    return repository;
  }
  const { account, region } = Stack.of(repository);
  return ecr.Repository.fromRepositoryAttributes(scope, 'Images', {
    repositoryName,
    repositoryArn: Stack.of(scope).formatArn({ service: 'ecr', resource: 'repository', resourceName: repositoryName, account, region }),
  });
}
