import { Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Config, Environment, FargateEnvironment, Process, ReleaseLedger } from '../../src';
import { container, environmentAlone, list, newApp, only, resources, stackInUse, statements } from '../support/synthesis';

describe('used without the pipeline', () => {
  test('needs a repository and a ledger, and depends on the stack of the ledger', () => {
    const alone = environmentAlone();
    expect(alone.template).toBeDefined(); // CDK says what a stack depends on once it is synthesised
    expect(Stack.of(alone.environment).dependencies.map((stack) => stack.stackName)).toEqual(['Ledgers']);
  });

  test('takes its image from the repository that it is given', () => {
    const { template } = environmentAlone();
    expect(JSON.stringify(container(template, 'web').Image)).toContain('/guestbook@');
  });

  test('names a digest that no image has while there is no release, and no tag that could be pushed', () => {
    const [, , before] = container(environmentAlone().template, 'web').Image['Fn::If'];
    expect(before['Fn::Join'][1].at(-1)).toBe(`/guestbook@sha256:${'0'.repeat(64)}`);
  });

  test('fails when the ledger is in the same stack, whose template could not be read then', () => {
    const stack = new Stack(newApp(), 'Same');
    expect(() => new FargateEnvironment(stack, 'Guestbook', {
      appName: 'Guestbook',
      environment: Environment.production(),
      repository: Repository.fromRepositoryName(stack, 'Images', 'guestbook'),
      ledger: new ReleaseLedger(stack, 'Ledger', { appName: 'Guestbook', environmentName: 'production' }),
    })).toThrow(/ledger must be in a stack of its own, got the stack of the environment/);
  });

  test('fails on a second environment in one stack, since a release updates a whole stack', () => {
    const { environment } = environmentAlone();
    expect(() => new FargateEnvironment(Stack.of(environment), 'Second', {
      appName: 'Guestbook', environment: Environment.staging(), repository: Repository.fromRepositoryName(Stack.of(environment), 'Other', 'guestbook'), ledger: environment.ledger,
    })).toThrow(/stack Environment already holds Environment\/Guestbook; .* give each environment a stack of its own/);
  });
});

test('fails when the ledger is where the template cannot read it', () => {
  const app = newApp();
  const stack = new Stack(app, 'Here', { env: { account: '111122223333', region: 'eu-west-1' } });
  const elsewhere = new Stack(app, 'There', { env: { account: '111122223333', region: 'us-east-1' } });
  expect(() => new FargateEnvironment(stack, 'Guestbook', {
    appName: 'Guestbook',
    environment: Environment.production(),
    repository: Repository.fromRepositoryName(stack, 'Images', 'guestbook'),
    ledger: new ReleaseLedger(elsewhere, 'Ledger', { appName: 'Guestbook', environmentName: 'production' }),
  })).toThrow(/the region of ledger must be that of the environment, whose template reads it: eu-west-1, got "us-east-1"/);
});

test('lets somebody else\'s pipeline release to it, and do nothing else', () => {
  const app = newApp();
  const pipeline = stackInUse(app);
  const role = new Role(pipeline, 'Pipeline', { assumedBy: new ServicePrincipal('codebuild.amazonaws.com') });
  environmentAlone({}, app).environment.grantRelease(role);
  const actions = [...new Set(statements(Template.fromStack(pipeline)).flatMap(({ statement }) => list<string>(statement.Action)))].sort();
  expect(actions).toEqual([
    'cloudformation:CancelUpdateStack', 'cloudformation:DescribeStackEvents', 'cloudformation:DescribeStacks', 'cloudformation:UpdateStack',
    'ecr:BatchGetImage', 'ecr:ListImages', 'ecr:PutImage', // to mark the image that is kept
    'ecs:DescribeServices', 'ecs:DescribeTasks', 'ecs:ListTasks', 'elasticloadbalancing:DescribeTargetHealth', 'iam:PassRole',
    'ssm:DeleteParameter', 'ssm:GetParameterHistory', 'ssm:GetParameters', 'ssm:GetParametersByPath', 'ssm:PutParameter',
  ]);
});

test('a process that is told of a configuration finds one: it is deployed first', () => {
  const { template } = environmentAlone();
  const [deployment] = Object.keys(resources(template, 'AWS::AppConfig::Deployment'));
  Object.values<any>(resources(template, 'AWS::ECS::Service')).forEach((one) => expect(one.DependsOn).toContain(deployment));
});

describe('tokens', () => {
  const { template } = environmentAlone({
    config: Config.of({ variables: { LATE: Lazy.string({ produce: () => 'late' }) } }),
    backingServices: {},
    processes: { web: Process.web({ port: Lazy.number({ produce: () => 9090 }), healthCheck: Lazy.string({ produce: () => '/late' }) }) },
    adminTasks: {},
  });

  test('pass through validation unharmed', () => {
    expect(container(template, 'web').Environment).toContainEqual({ Name: 'LATE', Value: 'late' });
    expect(container(template, 'web').PortMappings[0].ContainerPort).toBe(9090);
    expect(only(template, 'AWS::ElasticLoadBalancingV2::TargetGroup')).toMatchObject({ HealthCheckPath: '/late' });
  });

  test('a port that is a token is told as the number that it becomes', () => {
    expect(container(template, 'web').Environment).toContainEqual({ Name: 'PORT', Value: '9090' });
  });
});

test('what the reference solution got wrong is not here', () => {
  const { template } = environmentAlone();
  const text = JSON.stringify(template);
  expect(text).not.toContain(':latest');
  expect(text).not.toContain('"AssignPublicIp":"ENABLED"');
  expect(Template.fromJSON(template.toJSON()).findResources('AWS::Lambda::Function', { Properties: { Runtime: 'python3.7' } })).toEqual({});
});
