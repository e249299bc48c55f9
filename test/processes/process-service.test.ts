import { Duration, Size } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { Environment, Process, Scaling, Shutdown, TaskSize } from '../../src';
import { container, environmentAlone, only, resources, taskDefinition } from '../support/synthesis';

const web = (options = {}) => ({ processes: { web: Process.web(options) }, adminTasks: {} });
const variables = (one: any) => Object.fromEntries(one.Environment.map(({ Name, Value }: any) => [Name, Value]));

describe('a web process with nothing said', () => {
  const { template, environment } = environmentAlone(web());
  const service = only(template, 'AWS::ECS::Service');

  test('is replaced copy by copy, and put back when that fails or makes things worse', () => {
    expect(service.DeploymentConfiguration).toEqual({
      MinimumHealthyPercent: 100,
      MaximumPercent: 200,
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      Alarms: { AlarmNames: [{ Ref: expect.stringContaining('ServerErrors') }], Enable: true, Rollback: true },
    });
  });

  test('runs in private subnets, with no public address, and stays spread over the zones', () => {
    expect(service.NetworkConfiguration.AwsvpcConfiguration).toMatchObject({ AssignPublicIp: 'DISABLED' });
    expect(JSON.stringify(service.NetworkConfiguration.AwsvpcConfiguration.Subnets)).not.toContain('Public');
    expect(service.AvailabilityZoneRebalancing).toBe('ENABLED');
  });

  test('is on Graviton, with the size of a small service', () => {
    expect(taskDefinition(template, 'web')).toMatchObject({ Cpu: '256', Memory: '512', RuntimePlatform: { CpuArchitecture: 'ARM64' } });
  });

  test('can write nothing but /tmp, is nobody in particular, and has no capabilities', () => {
    expect(container(template, 'web')).toMatchObject({
      User: '1000:1000',
      ReadonlyRootFilesystem: true,
      LinuxParameters: { InitProcessEnabled: true, Capabilities: { Drop: ['ALL'] }, Tmpfs: [{ ContainerPath: '/tmp', Size: 64 }] },
    });
  });

  test('has one port, in PORT; the target group has a constant one, so that another port replaces no group', () => {
    expect(container(template, 'web').PortMappings).toEqual([{ ContainerPort: 8080, Protocol: 'tcp' }]);
    expect(variables(container(template, 'web'))).toMatchObject({ PORT: '8080' });
    expect(only(template, 'AWS::ElasticLoadBalancingV2::TargetGroup')).toMatchObject({ Port: 80, Protocol: 'HTTP', TargetType: 'ip' });
  });

  test('keeps idle connections longer than the load balancer, which would answer 502 otherwise', () => {
    const [idle] = only(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').LoadBalancerAttributes
      .filter((one: any) => one.Key === 'idle_timeout.timeout_seconds').map((one: any) => Number(one.Value));
    expect(Number(variables(container(template, 'web')).KEEP_ALIVE_SECONDS)).toBeGreaterThan(idle);
  });

  test('gives a new copy a minute before its health counts', () => {
    expect(service.HealthCheckGracePeriodSeconds).toBe(60);
  });

  test('can be reached and extended through its L2 constructs', () => {
    expect(environment.process('web').service.taskDefinition).toBe(environment.process('web').taskDefinition);
    expect(environment.entryPoint!.targetGroup.targetGroupArn).toBeDefined();
  });
});

describe('shutdown', () => {
  const { template } = environmentAlone({ ...web(), shutdown: Shutdown.within(Duration.seconds(40)) });

  test('one value sets what Fargate, the load balancer and the process do', () => {
    expect(container(template, 'web').StopTimeout).toBe(40);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetGroupAttributes: Match.arrayWith([{ Key: 'deregistration_delay.timeout_seconds', Value: '40' }]),
    });
    expect(variables(container(template, 'web'))).toMatchObject({ SHUTDOWN_SECONDS: '38', LAME_DUCK_SECONDS: '10' });
  });

  test.each([10, 30, 60, 120])('within %i seconds leaves room for requests after the lame duck, and for the exit before the kill', (limit) => {
    const { SHUTDOWN_SECONDS, LAME_DUCK_SECONDS } = Shutdown.within(Duration.seconds(limit)).variables;
    expect(Number(SHUTDOWN_SECONDS)).toBeLessThan(limit);
    expect(Number(LAME_DUCK_SECONDS)).toBeLessThan(Number(SHUTDOWN_SECONDS) / 2);
  });

  test('of a process goes before that of the app', () => {
    const { template: own } = environmentAlone(web({ shutdown: Shutdown.within(Duration.seconds(90)) }));
    expect(container(own, 'web').StopTimeout).toBe(90);
  });
});

describe('scaling', () => {
  const target = (scaling?: Scaling, environment = Environment.production()) => {
    const { template } = environmentAlone({ ...web({ scaling }), environment });
    const { MinCapacity, MaxCapacity } = only(template, 'AWS::ApplicationAutoScaling::ScalableTarget');
    return { min: MinCapacity['Fn::If'][1], max: MaxCapacity, policies: Object.values<any>(resources(template, 'AWS::ApplicationAutoScaling::ScalingPolicy')) };
  };

  test('is two copies in production and one elsewhere when nothing is said', () => {
    expect(target()).toEqual({ min: 2, max: 2, policies: [] });
    expect(target(undefined, Environment.staging())).toEqual({ min: 1, max: 1, policies: [] });
  });

  test('follows the CPU', () => {
    expect(target(Scaling.cpu(60, { min: 2, max: 9 }))).toMatchObject({
      min: 2,
      max: 9,
      policies: [{
        Properties: {
          TargetTrackingScalingPolicyConfiguration: {
            PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' }, TargetValue: 60,
          },
        },
      }],
    });
  });

  test('follows the requests', () => {
    expect(target(Scaling.requests(500, { min: 2, max: 20 })).policies[0].Properties.TargetTrackingScalingPolicyConfiguration).toMatchObject({
      PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget' }, TargetValue: 500,
    });
  });

  test('of an environment goes before that of the process', () => {
    expect(target(Scaling.fixed(5), Environment.staging({ sizes: { web: { scaling: Scaling.fixed(3) } } }))).toMatchObject({ min: 3, max: 3 });
  });
});

describe('size', () => {
  test('of an environment goes before that of the process', () => {
    const environment = Environment.staging({ sizes: { web: { size: TaskSize.MEDIUM } } });
    const { template } = environmentAlone({ ...web({ size: TaskSize.LARGE }), environment });
    expect(taskDefinition(template, 'web')).toMatchObject({ Cpu: '512', Memory: '1024' });
  });

  test.each([[256, 512], [256, 2048], [512, 4096], [1024, 8192], [2048, 16384], [4096, 30720], [8192, 61440], [16384, 122880]])(
    'of %i units with %i MiB is taken', (cpu, mebibytes) => {
      expect(() => environmentAlone(web({ size: TaskSize.of({ cpu, memory: Size.mebibytes(mebibytes) }) }))).not.toThrow();
    });
});

describe('a worker', () => {
  const { template } = environmentAlone({ processes: { worker: Process.worker({ command: ['node', 'dist/worker.js'] }) }, adminTasks: {} });

  test('runs its command, has no port and no load balancer', () => {
    expect(container(template, 'worker')).toMatchObject({ Command: ['node', 'dist/worker.js'] });
    expect(container(template, 'worker').PortMappings).toBeUndefined();
    expect(variables(container(template, 'worker')).PORT).toBeUndefined();
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 0);
    expect(only(template, 'AWS::ECS::Service').HealthCheckGracePeriodSeconds).toBeUndefined();
  });
});

describe('the network around a task', () => {
  const { template } = environmentAlone(web());
  const groups = Object.values<any>(resources(template, 'AWS::EC2::SecurityGroup')).map((one) => one.Properties);
  const task = groups.find((one) => one.GroupDescription.startsWith('web of Guestbook'));

  test('lets out HTTPS only', () => {
    expect(task.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '0.0.0.0/0', FromPort: 443, ToPort: 443, IpProtocol: 'tcp' })]);
  });

  test('lets in the load balancer on the one port, and nobody else', () => {
    expect(task.SecurityGroupIngress).toBeUndefined();
    const ingress = Object.values<any>(resources(template, 'AWS::EC2::SecurityGroupIngress')).map((one) => one.Properties);
    expect(ingress).toEqual([expect.objectContaining({ FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: { 'Fn::GetAtt': [expect.stringContaining('EntryPoint'), 'GroupId'] } })]);
  });

  test('lets the load balancer out to that port only', () => {
    const egress = Object.values<any>(resources(template, 'AWS::EC2::SecurityGroupEgress')).map((one) => one.Properties);
    expect(egress).toEqual([expect.objectContaining({ FromPort: 8080, ToPort: 8080 })]);
  });
});

describe('the entry point', () => {
  const attributes = (environment: Environment) => Object.fromEntries(
    only(environmentAlone({ ...web(), environment }).template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').LoadBalancerAttributes.map((one: any) => [one.Key, one.Value]),
  );

  test('drops invalid headers and logs access', () => {
    expect(attributes(Environment.staging())).toMatchObject({ 'routing.http.drop_invalid_header_fields.enabled': 'true', 'access_logs.s3.enabled': 'true' });
  });

  test('does not say itself that it is protected, so that a first deployment can be rolled back and an update leaves the protection alone', () => {
    expect(attributes(Environment.production())).not.toHaveProperty(['deletion_protection.enabled']);
    expect(attributes(Environment.staging())).not.toHaveProperty(['deletion_protection.enabled']);
  });

  test('is protected in production by the last call of a deployment, which the first call of a deletion takes back', () => {
    const { template } = environmentAlone({ ...web(), environment: Environment.production() });
    const [protection] = Object.values<any>(resources(template, 'Custom::DeletionProtection'));
    const call = (name: string) => JSON.stringify(protection.Properties[name]).replace(/\\/g, '');
    expect(call('Create')).toContain('"Key":"deletion_protection.enabled","Value":"true"');
    expect(call('Delete')).toContain('"Key":"deletion_protection.enabled","Value":"false"');
    expect(protection.DependsOn).toEqual(expect.arrayContaining(Object.keys(resources(template, 'AWS::ECS::Service'))));
    environmentAlone({ ...web(), environment: Environment.staging() }).template.resourceCountIs('Custom::DeletionProtection', 0);
  });

  test('writes its log as the service that does so in every region', () => {
    const { template } = environmentAlone(web());
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 's3:PutObject', Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' } })]) },
    });
  });

  test('asks the path that the process says, without following redirects', () => {
    const { template } = environmentAlone(web({ healthCheck: '/healthy' }));
    expect(only(template, 'AWS::ElasticLoadBalancingV2::TargetGroup')).toMatchObject({ HealthCheckPath: '/healthy', Matcher: { HttpCode: '200' } });
  });
});
