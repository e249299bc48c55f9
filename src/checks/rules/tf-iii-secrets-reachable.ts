import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, Verdict, verdict } from '../rule';
import { Reference, textOf, Value } from '../value';
import { mayUse, Permissions } from './support/permissions';
import { containersOf, secretsOf } from './support/tasks';

export const secretsReachable: Rule = {
  id: 'TF-III-SecretsReachable',
  factor: Factor.CONFIG,
  severity: 'error',
  checks: 'The execution role may read, and decrypt, the secrets that its containers are given.',
  why: 'ECS fetches them before it starts a container, as the execution role. When it may not, no task of the release ever starts.',
  mend: 'Grant the execution role secretsmanager:GetSecretValue or ssm:GetParameters on each of them, and kms:Decrypt on a key of your own.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  * judge(cloud) {
    for (const task of cloud.all('AWS::ECS::TaskDefinition')) {
      for (const [, from] of containersOf(task).flatMap(secretsOf)) {
        yield* judgeSecret(cloud, task, from);
      }
    }
  },
};

function* judgeSecret(cloud: Cloud, task: Resource, from: Value): Iterable<Verdict> {
  const action = actionFor(cloud, from);
  const role = task.get('ExecutionRoleArn');
  if (role === undefined) {
    yield verdict(task, false, 'secrets, but no execution role', 'ExecutionRoleArn');
  }
  const permissions = Permissions.of(cloud, role);
  if (action === undefined || permissions === undefined) {
    return;
  }
  yield verdict(task, permissions.allow(action), `the execution role ${permissions.allow(action) ? 'has' : 'lacks'} ${action}`, 'ExecutionRoleArn');
  const key = cloud.target(cloud.target(from)?.get('KmsKeyId'));
  if (key) {
    const decrypts = mayUse(cloud, key, role) === true;
    yield verdict(task, decrypts, `the execution role ${decrypts ? 'may' : 'may not'} decrypt with ${key.logicalId}`, 'ExecutionRoleArn');
  }
}

/** What reads the secret: its kind is in its ARN, or is that of the resource. */
function actionFor(cloud: Cloud, from: Value): string | undefined {
  const type = cloud.target(from)?.type;
  const arn = from instanceof Reference ? undefined : textOf(from) ?? (typeof from === 'string' ? from : undefined);
  if (type === 'AWS::SecretsManager::Secret' || arn?.includes(':secretsmanager:')) {
    return 'secretsmanager:GetSecretValue';
  }
  return type === 'AWS::SSM::Parameter' || arn?.includes(':ssm:') ? 'ssm:GetParameters' : undefined;
}
