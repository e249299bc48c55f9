import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { mayUse, Permissions } from './support/permissions';
import { containersOf, variablesOf } from './support/tasks';

/** The services whose resources an app reaches by its task role, and who else may let it in. */
const SERVICES: { [type: string]: { service: string; policy?: string } } = {
  'AWS::DynamoDB::Table': { service: 'dynamodb' },
  'AWS::DynamoDB::GlobalTable': { service: 'dynamodb' },
  'AWS::S3::Bucket': { service: 's3', policy: 'AWS::S3::BucketPolicy' },
  'AWS::SQS::Queue': { service: 'sqs', policy: 'AWS::SQS::QueuePolicy' },
  'AWS::SNS::Topic': { service: 'sns', policy: 'AWS::SNS::TopicPolicy' },
  'AWS::Kinesis::Stream': { service: 'kinesis' },
};

export const handleHasGrant: Rule = {
  id: 'TF-IV-HandleHasGrant',
  factor: Factor.BACKING_SERVICES,
  severity: 'error',
  checks: 'A task whose environment names a table, bucket, queue, topic or stream may use it, and the key that it is encrypted with.',
  why: 'The app starts and looks healthy, and each request that needs the resource fails with AccessDenied.',
  mend: 'Grant the task role what the app does with the resource.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  * judge(cloud) {
    for (const task of cloud.all('AWS::ECS::TaskDefinition')) {
      const named = containersOf(task).flatMap(variablesOf).map(([, value]) => cloud.target(value))
        .filter((one) => one !== undefined && Object.hasOwn(SERVICES, one.type));
      for (const resource of new Set(named as Resource[])) {
        const granted = isGranted(cloud, task, resource);
        if (granted !== undefined) {
          yield verdict(task, granted, `the task role ${granted ? 'has a grant' : 'has no grant'} on ${resource.logicalId}`, 'TaskRoleArn');
        }
        for (const key of resource.mentionsAnywhere().filter((one) => one.type === 'AWS::KMS::Key')) {
          const opens = mayUse(cloud, key, task.get('TaskRoleArn'));
          if (opens !== undefined) {
            yield verdict(task, opens, `the task role ${opens ? 'may' : 'may not'} use ${key.logicalId}, the key of ${resource.logicalId}`, 'TaskRoleArn');
          }
        }
      }
    }
  },
};

function isGranted(cloud: Cloud, task: Resource, resource: Resource): boolean | undefined {
  const { service, policy } = SERVICES[resource.type];
  const role = task.get('TaskRoleArn');
  const permissions = Permissions.of(cloud, role);
  if (permissions?.name(resource)) {
    return true;
  }
  // The resource's own policy may let the role in, and a pattern may mean the resource.
  const elsewhere = policy !== undefined && cloud.all(policy).some((one) => one.mentions('PolicyDocument').includes(cloud.target(role)!));
  return elsewhere || permissions?.reachByPattern(service) ? undefined : role === undefined || permissions ? false : undefined;
}
