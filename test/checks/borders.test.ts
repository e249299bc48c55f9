import { Cloud } from '../../src/checks/cloud';
import { RULES } from '../../src/checks/rules';

const ref = (id: string) => ({ Ref: id });
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const task = (...containers: any[]) => ({ Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: containers } });
const service = (properties: any) => ({ Type: 'AWS::ECS::Service', Properties: properties });
const policy = (...statements: any[]) => ({ Type: 'AWS::IAM::Policy', Properties: { Roles: [ref('Role')], PolicyDocument: { Statement: statements } } });
const allow = (action: any, resource: any = '*') => ({ Effect: 'Allow', Action: action, Resource: resource });
const role = { Type: 'AWS::IAM::Role', Properties: {} };
const variables = (values: any) => ({ Name: 'web', Environment: Object.entries(values).map(([Name, Value]) => ({ Name, Value })) });
const repository = (...rules: any[]) => ({
  Type: 'AWS::ECR::Repository', Properties: { LifecyclePolicy: { LifecyclePolicyText: JSON.stringify({ rules }) } },
});
const pipeline = (...actions: any[]) => ({ Type: 'AWS::CodePipeline::Pipeline', Properties: { Stages: actions.map((one) => ({ Actions: [one] })) } });
const ecsDeploy = { ActionTypeId: { Category: 'Deploy', Provider: 'ECS' }, Configuration: { ServiceName: { 'Fn::GetAtt': ['Service', 'Name'] } } };
const schedule = (target: any) => ({ Type: 'AWS::Scheduler::Schedule', Properties: { Target: target } });
const ROUTER = { Name: 'router', Image: 'log-router:1' };
const balanced = [{ ContainerName: 'web', ContainerPort: 8080, TargetGroupArn: ref('Targets') }];

/** What the examples of the rules do not show: their other branches. */
test.each<[string, string, 'broken' | 'kept' | 'silent', any]>([
  ['TF-I-WebhookAnchored', 'alternatives that are anchored at one end only', 'broken', webhook('^123|456$')],
  ['TF-I-WebhookAnchored', 'each alternative anchored', 'kept', webhook('^123$|^456$')],
  ['TF-III-NoSecretInEnvironment', 'a password in an address', 'broken', { Task: task(variables({ DB: 'postgres://app:hunter2@db/app' })) }],
  ['TF-III-NoSecretInEnvironment', 'a key of AWS under another name', 'broken', { Task: task(variables({ NOTE: 'AKIAIOSFODNN7EXAMPLE' })) }],
  ['TF-III-NoSecretInEnvironment', 'a secret that CloudFormation fills in', 'broken', { Task: task(variables({ X: '{{resolve:secretsmanager:db:SecretString:pw}}' })) }],
  ['TF-III-NoSecretInEnvironment', 'where a secret is', 'kept', { Task: task(variables({ DB_SECRET: 'arn:aws:secretsmanager:eu-west-1:1:secret:db' })) }],
  ['TF-III-NoSecretInEnvironment', 'an address with a port', 'kept', { Task: task(variables({ URL: 'https://example.com:8443/a@b' })) }],
  ['TF-III-NoGroupedConfig', 'NODE_ENV, which is the same everywhere', 'kept', { Task: task(variables({ NODE_ENV: 'production' })) }],
  ['TF-III-SecretsReachable', 'no execution role', 'broken', { Task: task({ Name: 'web', Secrets: [{ Name: 'A', ValueFrom: 'arn:aws:ssm:eu-west-1:1:parameter/a' }] }) }],
  ['TF-III-SecretsReachable', 'a key of one\'s own that the role may not use', 'broken', withSecret(allow('secretsmanager:GetSecretValue'))],
  ['TF-III-SecretsReachable', 'the same with the key', 'kept', withSecret(allow(['secretsmanager:*', 'kms:Decrypt']))],
  ['TF-III-RolloutWatched', 'a strategy of AWS\'s', 'kept', { D: { Type: 'AWS::AppConfig::Deployment', Properties: { DeploymentStrategyId: 'AppConfig.AllAtOnce' } } }],
  ['TF-IV-HandleHasGrant', 'no task role at all', 'broken', { Table: { Type: 'AWS::DynamoDB::Table' }, Task: task(variables({ TABLE: ref('Table') })) }],
  ['TF-IV-JobsHaveDeadLetters', 'the queue of dead letters itself', 'silent', {
    Dead: { Type: 'AWS::SQS::Queue' }, Jobs: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy: { deadLetterTargetArn: arn('Dead') } } }, Task: task(variables({ DEAD: ref('Dead') })),
  }],
  ['TF-V-ImmutableTags', 'everything excluded', 'broken', { R: { Type: 'AWS::ECR::Repository', Properties: { ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION', ImageTagMutabilityExclusionFilters: [{ ImageTagMutabilityExclusionFilterValue: '*' }] } } }],
  ['TF-V-ImmutableTags', 'an exclusion of nothing', 'broken', { R: { Type: 'AWS::ECR::Repository', Properties: { ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' } } }],
  ['TF-V-RollbackImagesKept', 'a count that leaves no image to go back to', 'broken', { R: repository({ rulePriority: 1, selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 } }) }],
  ['TF-V-RollbackImagesKept', 'untagged images by age', 'kept', { R: repository({ rulePriority: 1, selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countNumber: 1 } }) }],
  ['TF-V-RollbackImagesKept', 'released images held by an earlier rule', 'kept', {
    R: repository(
      { rulePriority: 2, selection: { tagStatus: 'any', countType: 'sinceImagePushed', countNumber: 30 } },
      { rulePriority: 1, selection: { tagStatus: 'tagged', tagPatternList: ['kept_*'], countType: 'imageCountMoreThan', countNumber: 100 } },
    ),
  }],
  ['TF-V-NoMovableImage', 'no tag at all', 'broken', { Task: task({ Name: 'web', Image: 'nginx' }) }],
  ['TF-V-NoMovableImage', 'a registry with a port, and a tag', 'kept', { Task: task({ Name: 'web', Image: 'registry.example.com:5000/web:1.2' }) }],
  ['TF-V-NoMovableImage', 'a registry with a port, and no tag', 'broken', { Task: task({ Name: 'web', Image: 'registry.example.com:5000/web' }) }],
  ['TF-V-NoMovableImage', 'two digests to choose from', 'kept', { Task: task({ Name: 'web', Image: { 'Fn::If': ['A', { 'Fn::Sub': 'r/web@${Digest}' }, 'r/web:none'] } }) }],
  ['TF-V-NoMovableImage', 'latest to choose from', 'silent', { Task: task({ Name: 'web', Image: { 'Fn::If': ['A', 'r/web:1', 'r/web:latest'] } }) }],
  ['TF-V-FirstDeployHasImage', 'a custom resource that fills the repository', 'kept', {
    Repository: { Type: 'AWS::ECR::Repository' },
    Copy: { Type: 'Custom::Copy', Properties: { To: ref('Repository') } },
    Task: task({ Name: 'web', Image: { 'Fn::Sub': '${Repository.RepositoryUri}:1' } }),
    Service: service({ TaskDefinition: ref('Task') }),
  }],
  ['TF-V-DeploymentCanProceed', 'one task between 50 and 150 percent', 'broken', { S: service({ DesiredCount: 1, DeploymentConfiguration: { MinimumHealthyPercent: 50, MaximumPercent: 150 } }) }],
  ['TF-V-DeploymentCanProceed', 'two tasks between 50 and 100 percent', 'kept', { S: service({ DesiredCount: 2, DeploymentConfiguration: { MinimumHealthyPercent: 50, MaximumPercent: 100 } }) }],
  ['TF-V-DeploymentCanProceed', 'a daemon', 'silent', { S: service({ SchedulingStrategy: 'DAEMON', DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 } }) }],
  ['TF-V-AlarmsCanJudge', 'a web process that nothing watches', 'broken', { S: service({ LoadBalancers: balanced }) }],
  ['TF-V-AlarmsCanJudge', 'a worker that nothing watches', 'silent', { S: service({}) }],
  ['TF-VI-NoLocalState', 'a folder of the machine', 'broken', { T: { Type: 'AWS::ECS::TaskDefinition', Properties: { Volumes: [{ Name: 'a', Host: { SourcePath: '/data' } }] } } }],
  ['TF-VII-NoFixedHostPort', 'the network of the host', 'broken', { T: { Type: 'AWS::ECS::TaskDefinition', Properties: { NetworkMode: 'host', ContainerDefinitions: [{ Name: 'web', PortMappings: [{ ContainerPort: 80 }] }] } } }],
  ['TF-XII-OwnCommand', 'a log router beside the task, as beside the service', 'kept', scheduled([ROUTER, { Name: 'backup', Image: 'app:1', Command: ['backup'] }])],
  ['TF-XII-OwnCommand', 'the service\'s own containers', 'broken', scheduled([ROUTER, { Name: 'web', Image: 'app:1' }])],
  ['TF-XII-OwnCommand', 'another image of the same repository', 'silent', scheduled([{ Name: 'job', Image: 'app:2' }])],
  ['TF-XII-OwnCommand', 'a command that another stack knows', 'silent', scheduled([ROUTER, { Name: 'web', Image: 'app:1', Command: { 'Fn::ImportValue': 'command' } }])],
  ['TF-VIII-NoDaemons', 'something in the background of a shell', 'broken', { Task: task({ Name: 'web', Command: ['sh', '-c', 'node cron.js & node web.js &'] }) }],
  ['TF-VIII-NoDaemons', 'the same words with no shell', 'kept', { Task: task({ Name: 'web', Command: ['node', 'search.js', 'a & b'] }) }],
  ['TF-VIII-NoDaemons', 'two commands in a row', 'kept', { Task: task({ Name: 'web', Command: ['sh', '-c', 'node migrate.js && exec node web.js'] }) }],
  ['TF-IX-SignalReachesTheProcess', 'a shell that hands over', 'kept', { Task: task({ Name: 'web', Command: ['sh', '-c', 'node migrate.js && exec node web.js'] }) }],
  ['TF-IX-SignalReachesTheProcess', 'a shell that stays', 'broken', { Task: task({ Name: 'web', EntryPoint: ['/bin/sh', '-c'], Command: ['node web.js'] }) }],
  ['TF-IX-FinishesBeforeKill', 'gunicorn\'s own limit', 'broken', { Task: task({ Name: 'web', Command: ['gunicorn', '--graceful-timeout', '30'], StopTimeout: 30 }) }],
  ['TF-IX-FinishesBeforeKill', 'milliseconds', 'kept', { Task: task({ ...variables({ SHUTDOWN_TIMEOUT_MS: '25000' }), StopTimeout: 30 }) }],
  ['TF-IX-FinishesBeforeKill', 'a number with no unit', 'silent', { Task: task({ ...variables({ SHUTDOWN_TIMEOUT: '25000' }), StopTimeout: 30 }) }],
  ['TF-IX-KeepsCapacity', 'one task at 50 percent, which is rounded up', 'kept', { S: service({ LoadBalancers: balanced, DesiredCount: 1, DeploymentConfiguration: { MinimumHealthyPercent: 50 } }) }],
  ['TF-IX-KeepsCapacity', 'one task at 0 percent', 'broken', { S: service({ LoadBalancers: balanced, DesiredCount: 1, DeploymentConfiguration: { MinimumHealthyPercent: 0 } }) }],
  ['TF-XI-MayWriteLogs', 'a group that the driver is to create', 'broken', {
    Role: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'] } },
    Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { RequiresCompatibilities: ['FARGATE'], ExecutionRoleArn: arn('Role'), ContainerDefinitions: [{ Name: 'web', LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-create-group': 'true' } } }] } },
  }],
  ['TF-XI-RouterSupported', 'version 2', 'broken', { Task: task({ Name: 'r', FirelensConfiguration: {}, Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.4' }) }],
  ['TF-XI-RouterSupported', 'a router of one\'s own', 'silent', { Task: task({ Name: 'r', FirelensConfiguration: {}, Image: 'registry.example.com/router:2.1.0' }) }],
  ['TF-XII-FollowsTheRelease', 'a pipeline that releases past the stack', 'broken', {
    Task: task({ Name: 'web' }),
    Service: service({ TaskDefinition: ref('Task') }),
    Pipeline: pipeline(ecsDeploy),
    Nightly: schedule({ EcsParameters: { TaskDefinitionArn: ref('Task') } }),
  }],
  ['TF-XII-FollowsTheRelease', 'the revision of its own stack', 'kept', { Task: task({ Name: 'a' }), Nightly: schedule({ EcsParameters: { TaskDefinitionArn: ref('Task') } }) }],
  ['TF-XII-FailureSeen', 'a rule of EventBridge', 'broken', { R: { Type: 'AWS::Events::Rule', Properties: { Targets: [{ EcsParameters: { TaskDefinitionArn: 'a' } }] } } }],
  ['TF-XII-FailureSeen', 'a rule that starts no task', 'silent', { R: { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Arn: 'a' }] } } }],
  ['TF-XII-ExecCanWork', 'no ssmmessages', 'broken', { Role: role, P: policy(allow('s3:GetObject')), Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { TaskRoleArn: arn('Role') } }, S: service({ EnableExecuteCommand: true, TaskDefinition: ref('Task') }) }],
  ['TF-OPS-PassRoleNarrow', 'a condition does not help the star', 'broken', { Role: role, P: policy({ ...allow('iam:PassRole'), Condition: { StringEqualsIfExists: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } } }) }],
])('%s: %s is %s', (id, _, expected, resources) => {
  const verdicts = [...RULES.find((one) => one.id === id)!.judge(Cloud.fromTemplates({ App: { Resources: resources } }))];
  expect(verdicts.length === 0 ? 'silent' : verdicts.every((one) => one.kept) ? 'kept' : 'broken').toBe(expected);
});

/** A service, and a schedule that starts a task of these containers. */
function scheduled(containers: any[]): any {
  return {
    Web: task(ROUTER, { Name: 'web', Image: 'app:1' }),
    Service: service({ TaskDefinition: ref('Web') }),
    Task: task(...containers),
    Schedule: schedule({ EcsParameters: { TaskDefinitionArn: ref('Task') } }),
  };
}

function webhook(pattern: string) {
  return { P: { Type: 'AWS::CodeBuild::Project', Properties: { Triggers: { FilterGroups: [[{ Type: 'ACTOR_ACCOUNT_ID', Pattern: pattern }]] } } } };
}

function withSecret(...statements: any[]) {
  return {
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: {} } },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { KmsKeyId: arn('Key') } },
    Role: role,
    P: policy(...statements),
    Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ExecutionRoleArn: arn('Role'), ContainerDefinitions: [{ Name: 'web', Secrets: [{ Name: 'A', ValueFrom: ref('Secret') }] }] } },
  };
}
