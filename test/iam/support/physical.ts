/** Where everything is deployed to. */
export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

/** A resource of a template, its properties already free of references. */
export interface Resource {
  readonly type: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly properties: { [name: string]: any };
}

/** What `Ref` and `Fn::GetAtt` return. */
export interface Names {
  readonly Ref: string;
  readonly [attribute: string]: string;
}

export function arn(service: string, resource: string, region = REGION, account = ACCOUNT): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

/** What CloudFormation documents as a type's return values, as far as policies name them. */
const RETURN_VALUES: { [type: string]: (resource: Resource) => Names } = {
  'AWS::AppConfig::Application': (one) => ({ Ref: id(one) }),
  'AWS::AppConfig::ConfigurationProfile': (one) => ({ Ref: id(one) }),
  'AWS::AppConfig::Environment': (one) => ({ Ref: id(one) }),
  'AWS::CodeBuild::Project': (one) => named(one, 'Name', (name) => arn('codebuild', `project/${name}`)),
  'AWS::CodeCommit::Repository': (one) => ({ ...named(one, 'RepositoryName', (name) => arn('codecommit', name)), Name: nameOf(one, 'RepositoryName') }),
  'AWS::CodePipeline::Pipeline': (one) => named(one, 'Name', (name) => arn('codepipeline', name)),
  'AWS::DynamoDB::GlobalTable': (one) => named(one, 'TableName', (name) => arn('dynamodb', `table/${name}`)),
  'AWS::EC2::Subnet': (one) => ({ Ref: `subnet-${id(one)}` }),
  'AWS::ECR::Repository': (one) => named(one, 'RepositoryName', (name) => arn('ecr', `repository/${name}`)),
  'AWS::ECS::Cluster': (one) => named(one, 'ClusterName', (name) => arn('ecs', `cluster/${name}`)),
  'AWS::ECS::Service': (one) => ({ Ref: arn('ecs', `service/${one.properties.Cluster}/${nameOf(one, 'ServiceName')}`), Name: nameOf(one, 'ServiceName') }),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': (one) => ({ Ref: arn('elasticloadbalancing', `loadbalancer/app/${nameOf(one, 'Name')}/50dc6c495c0c9188`) }),
  'AWS::IAM::Role': (one) => named(one, 'RoleName', (name) => arn('iam', `role${one.properties.Path ?? '/'}${name}`, '')),
  'AWS::KMS::Key': (one) => ({ Ref: id(one), Arn: arn('kms', `key/${id(one)}`) }),
  'AWS::KinesisFirehose::DeliveryStream': (one) => named(one, 'DeliveryStreamName', (name) => arn('firehose', `deliverystream/${name}`)),
  'AWS::Lambda::Function': (one) => named(one, 'FunctionName', (name) => arn('lambda', `function:${name}`)),
  'AWS::Logs::LogGroup': (one) => named(one, 'LogGroupName', (name) => arn('logs', `log-group:${name}:*`)),
  'AWS::S3::Bucket': (one) => ({ Ref: nameOf(one, 'BucketName').toLowerCase(), Arn: `arn:aws:s3:::${nameOf(one, 'BucketName').toLowerCase()}` }),
  'AWS::SNS::Topic': (one) => ({ Ref: arn('sns', nameOf(one, 'TopicName')), TopicName: nameOf(one, 'TopicName') }),
  'AWS::SQS::Queue': (one) => ({ ...named(one, 'QueueName', (name) => arn('sqs', name)), QueueName: nameOf(one, 'QueueName') }),
  'AWS::Scheduler::Schedule': (one) => named(one, 'Name', (name) => arn('scheduler', `schedule/${one.properties.GroupName}/${name}`)),
  'AWS::Scheduler::ScheduleGroup': (one) => named(one, 'Name', (name) => arn('scheduler', `schedule-group/${name}`)),
};

export function returnValuesOf(resource: Resource): Names {
  const returnValues = RETURN_VALUES[resource.type];
  if (!returnValues) {
    throw new Error(`a policy names ${resource.stackName}/${resource.logicalId}; add to ${__filename} what Ref and Fn::GetAtt of ${resource.type} return`);
  }
  return returnValues(resource);
}

function named(resource: Resource, property: string, arnOf: (name: string) => string): Names {
  return { Ref: nameOf(resource, property), Arn: arnOf(nameOf(resource, property)) };
}

/** The template's own name, or one as CloudFormation makes it: of the stack, the logical name and a random end, here always the same. */
function nameOf({ properties, stackName, logicalId }: Resource, property: string): string {
  return properties[property] ?? `${stackName}-${logicalId}-1A2B3C4D5E6F`;
}

/** An id that is random altogether. */
function id({ stackName, logicalId }: Resource): string {
  return `${stackName}${logicalId}`.toLowerCase().replace(/[^a-z0-9]/g, '');
}
