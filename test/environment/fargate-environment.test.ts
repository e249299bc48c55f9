import { Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Config, Environment, FargateEnvironment, Process, ReleaseLedger } from '../../src';
import { container, environmentAlone, newApp, only } from '../support/synthesis';

describe('used without the pipeline', () => {
  test('needs a repository and a ledger, and depends on the stack of the ledger', () => {
    const { environment } = environmentAlone();
    expect(Stack.of(environment).dependencies.map((stack) => stack.stackName)).toEqual(['Ledgers']);
  });

  test('takes its image from the repository that it is given', () => {
    const { template } = environmentAlone();
    expect(JSON.stringify(container(template, 'web').Image)).toContain('/guestbook@');
  });

  test('fails when the ledger is in the same stack, whose template could not be read then', () => {
    const stack = new Stack(newApp(), 'Same');
    expect(() => new FargateEnvironment(stack, 'Guestbook', {
      appName: 'Guestbook',
      environment: Environment.production(),
      repository: Repository.fromRepositoryName(stack, 'Images', 'guestbook'),
      ledger: new ReleaseLedger(stack, 'Ledger', { appName: 'Guestbook', environmentName: 'production' }),
    })).toThrow(/ledger is in the same stack as the environment.*put the ledger into a stack of its own/);
  });

  test('fails on a second environment in one stack, since a release updates a whole stack', () => {
    const { environment } = environmentAlone();
    expect(() => new FargateEnvironment(Stack.of(environment), 'Second', {
      appName: 'Guestbook', environment: Environment.staging(), repository: Repository.fromRepositoryName(Stack.of(environment), 'Other', 'guestbook'), ledger: environment.ledger,
    })).toThrow(/stack Environment already holds Environment\/Guestbook; .* give each environment a stack of its own/);
  });
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
    expect(only(template, 'AWS::ElasticLoadBalancingV2::TargetGroup')).toMatchObject({ Port: 9090, HealthCheckPath: '/late' });
  });

  test('a port that is a token is told as the number that it becomes', () => {
    expect(container(template, 'web').Environment).toContainEqual({ Name: 'PORT', Value: '9090' });
  });
});

describe('health', () => {
  const { template } = environmentAlone();
  const alarm = only(template, 'AWS::CloudWatch::Alarm');

  test('counts the failures of the app and those for want of it', () => {
    const metrics = alarm.Metrics.map((one: any) => one.MetricStat?.Metric.MetricName).filter(Boolean).sort();
    expect(metrics).toEqual(['HTTPCode_ELB_5XX_Count', 'HTTPCode_Target_5XX_Count', 'RequestCount']);
  });

  test('is well while nobody asks for anything', () => {
    expect(alarm.TreatMissingData).toBe('notBreaching');
  });
});

test('what the reference solution got wrong is not here', () => {
  const { template } = environmentAlone();
  const text = JSON.stringify(template);
  expect(text).not.toContain(':latest');
  expect(text).not.toContain('"AssignPublicIp":"ENABLED"');
  expect(Template.fromJSON(template.toJSON()).findResources('AWS::Lambda::Function', { Properties: { Runtime: 'python3.7' } })).toEqual({});
});
