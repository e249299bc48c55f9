import { Cloud } from './support/cloud';
import { takes } from './support/identity';
import { last } from './support/last';
import { happenings, sentence } from './support/outcome';
import { cluster, group, listener, loadBalancer, policy, queue, service, stack } from './support/small-stack';
import { made } from './support/version';

const output = (value: any, name?: string) => ({ Outputs: { Out: { Value: value, ...name && { Export: { Name: name } } } } });
const reads = (value: any) => stack('Reader', { Service: service(value) });

describe('replacement', () => {
  test('of what a create-only property changes, and of what names it for life', () => {
    const before = stack('One', { Cluster: cluster('a'), Service: service({ Ref: 'Cluster' }) });
    expect(last([before], [stack('One', { Cluster: cluster('b'), Service: service({ Ref: 'Cluster' }) })])).toEqual(['replaces a service (One)', 'replaces cluster (One)']);
    expect(last([before], [stack('One', { Cluster: cluster('a'), Service: service({ Ref: 'Cluster' }, { DesiredCount: 1 }) })])).toEqual(['updates a service (One)']);
  });

  test('of what names it in another stack, by its output', () => {
    const first = (name: string) => stack('One', { Cluster: cluster(name) }, output({ Ref: 'Cluster' }));
    const reader = reads({ 'Fn::GetStackOutput': { StackName: 'One', OutputName: 'Out' } });
    expect(last([first('a'), reader], [first('b'), { ...reader, template: { ...reader.template, Description: 'another text' } }]))
      .toContain('replaces a service (Reader)');
  });

  test('is not there for another tag', () => {
    const tagged = (value: string) => stack('One', { Cluster: { ...cluster('a'), Properties: { ClusterName: 'a', Tags: [{ Key: 'a', Value: value }] } } });
    expect(last([tagged('1')], [tagged('2')])).toEqual([]);
  });

  test('keeps the old one where its policy says so', () => {
    const kept = (name: string) => stack('One', { Queue: queue(name, { UpdateReplacePolicy: 'Retain' }) });
    expect(last([kept('a')], [kept('b')])).toEqual(['replaces queue (One)', 'keeps queue (One)']);
  });
});

describe('a name that is taken:', () => {
  const one = stack('One', { Queue: queue('a') });

  test('by the old one, under another logical id', () => {
    expect(last([one], [stack('One', { Other: queue('a') })])).toContain('refused AWS::SQS::Queue a is taken by Queue of One (One)');
  });

  test('by the old one, which is replaced under its own name', () => {
    const fifo = (is: boolean) => stack('One', { Queue: { ...queue('a'), Properties: { QueueName: 'a', FifoQueue: is } } });
    expect(last([fifo(false)], [fifo(true)])).toContain('refused AWS::SQS::Queue a is taken by Queue of One (One)');
  });

  test('by another stack', () => {
    expect(last([one], [one, stack('Two', { Queue: queue('a') })])).toContain('refused AWS::SQS::Queue a is taken by Queue of One (Two)');
  });

  test('by a stack that is no longer in the app', () => {
    expect(last([one], [stack('Two', { Queue: queue('a') })])).toContain('refused AWS::SQS::Queue a is taken by Queue of One (Two)');
  });

  test('by what a stack has kept', () => {
    const kept = stack('One', { Queue: queue('a', { DeletionPolicy: 'Retain' }) });
    expect(last([kept], [stack('One', { More: queue() })], [stack('One', { Queue: queue('a') })]))
      .toContain('refused AWS::SQS::Queue a is taken by Queue, which One has kept (One)');
  });

  test('but not by what an earlier stack has deleted', () => {
    expect(last([one], [stack('One', { More: queue() }), stack('Two', { Queue: queue('a') })])).not.toContainEqual(expect.stringContaining('refused'));
  });

  test('nor in another region', () => {
    expect(last([one], [one, { ...stack('Two', { Queue: queue('a') }), place: 'aws://111122223333/us-east-1' }])).not.toContainEqual(expect.stringContaining('refused'));
  });

  test('a metric, by another target-tracking policy', () => {
    const scaled = (id: string, name: string, metric = 'Cpu') => stack('One', { [id]: policy(name, metric) });
    expect(last([scaled('A', 'a')], [scaled('B', 'b')])).toContain('refused AWS::ApplicationAutoScaling::ScalingPolicy target Cpu is taken by A of One (One)');
    expect(last([scaled('A', 'a')], [scaled('A', 'b')])).toContain('refused AWS::ApplicationAutoScaling::ScalingPolicy target Cpu is taken by A of One (One)');
    expect(last([scaled('A', 'a')], [scaled('B', 'b', 'Requests')])).not.toContainEqual(expect.stringContaining('refused'));
  });
});

describe('an export', () => {
  const exporter = (name: string, exported = 'out') => stack('One', { Cluster: cluster(name) }, output({ Ref: 'Cluster' }, exported));
  const importer = reads({ 'Fn::ImportValue': 'out' });

  test('cannot go while another stack imports it, though that one would no longer', () => {
    expect(last([exporter('a'), importer], [exporter('a', 'other'), reads('main')])).toContain('refused the export out cannot go, since Reader imports it (One)');
  });

  test('cannot change either', () => {
    expect(last([exporter('a'), importer], [exporter('b'), importer])).toContain('refused the export out cannot change, since Reader imports it (One)');
  });

  test('goes once nobody imports it', () => {
    expect(last([exporter('a'), importer], [exporter('a'), reads('main')], [exporter('a', 'other'), reads('main')])).toEqual([]);
  });

  test('is missed', () => {
    expect(last([importer])).toContain('refused nothing exports out (Reader)');
  });
});

describe('an output', () => {
  const writer = stack('One', { Queue: queue() }, output({ Ref: 'Queue' }));
  const reader = reads({ 'Fn::GetStackOutput': { StackName: 'One', OutputName: 'Out' } });

  test('is missed', () => {
    expect(last([stack('One', { Queue: queue() }), reader])).toContain('refused the stack One has no output Out (Reader)');
  });

  test('changes behind a stack that is skipped', () => {
    const cloud = new Cloud();
    cloud.deploy([writer, reader]);
    cloud.destroy(/One/);
    expect(happenings(cloud.deploy([writer, reader]), []).map(sentence)).toContain('harms it is skipped and still names what is gone, in Service (Reader)');
  });
});

describe('AWS refuses', () => {
  test('to move a load balancer to another network', () => {
    const subnet = (vpc: string) => ({ Type: 'AWS::EC2::Subnet', Properties: { VpcId: vpc, CidrBlock: '10.0.0.0/24' } });
    const within = (vpc: string, more = {}) => stack('One', { Subnet: subnet(vpc), Balancer: loadBalancer({ Subnets: [{ Ref: 'Subnet' }], ...more }) });
    expect(last([within('a')], [within('b')])).toContain('refused Balancer cannot move to another network (One)');
    expect(last([within('a')], [within('a', { IpAddressType: 'ipv4' })])).toEqual(['updates load balancer (One)']);
  });

  test('to delete what is protected', () => {
    const attributes = [{ Key: 'deletion_protection.enabled', Value: 'true' }];
    expect(last([stack('One', { Balancer: loadBalancer({ LoadBalancerAttributes: attributes }) })], [stack('One', { Queue: queue() })]))
      .toContain('refused Balancer is protected against deletion (One)');
    const table = { Type: 'AWS::DynamoDB::GlobalTable', Properties: { Replicas: [{ Region: 'eu-west-1', DeletionProtectionEnabled: true }] } };
    expect(last([stack('One', { Table: table })], [stack('One', { Queue: queue() })])).toContain('refused Table is protected against deletion (One)');
    expect(last([stack('One', { Table: { ...table, DeletionPolicy: 'Retain' } })], [stack('One', { Queue: queue() })]))
      .toEqual(['keeps table (One)', 'creates queue (One)']);
  });

  test('to delete a configuration profile of which versions are kept', () => {
    const version = { Type: 'AWS::AppConfig::HostedConfigurationVersion', Properties: { ConfigurationProfileId: { Ref: 'Profile' } }, DeletionPolicy: 'Retain' };
    const profile = { Type: 'AWS::AppConfig::ConfigurationProfile', Properties: {} };
    expect(last([stack('One', { Profile: profile, Version: version })], [stack('One', { Queue: queue() })]))
      .toContain('refused Profile cannot be deleted, since versions of it are kept (One)');
    expect(last([stack('One', { Profile: profile, Version: { ...version, DeletionPolicy: 'Delete' } })], [stack('One', { Queue: queue() })]))
      .not.toContainEqual(expect.stringContaining('refused'));
  });
});

describe('what is refused to nobody:', () => {
  test('a listener that moves to a target group with nothing in it', () => {
    const web = (port: number) => stack('One', { Targets: group(port), Http: listener('Targets') });
    expect(last([web(80)], [web(81)])).toContain('harms Http answers 503 until the new tasks are in its new target group (One)');
    expect(last([web(80)], [web(80)])).toEqual([]);
  });

  test('a load balancer with another security group', () => {
    const securityGroup = (about: string) => ({ Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: about } });
    const behind = (about: string) => stack('One', { Group: securityGroup(about), Balancer: loadBalancer({ SecurityGroups: [{ Ref: 'Group' }] }) });
    expect(last([behind('a')], [behind('b')])).toContain('harms Balancer moves to a new security group, and may find the tasks closed (One)');
  });

  test('a stack that is defined twice', () => {
    const one = stack('One', { Queue: queue() });
    expect(last([one, { ...one }])).toContainEqual(expect.stringContaining('two stacks of the app are aws://111122223333/eu-west-1 One'));
  });

  test('a stack that is no longer in the app', () => {
    expect(last([stack('One', { Queue: queue() })], [])).toEqual(['leaves stack One']);
  });
});

/** Of the types that no identity is known of: what several resources may be called at once. */
const NOT_UNIQUE = [
  'AWS::AppConfig::Application', 'AWS::AppConfig::ConfigurationProfile', 'AWS::AppConfig::DeploymentStrategy', 'AWS::AppConfig::Environment',
];

test('every resource that has a name is known by it, or may share it', () => {
  const named = made().flatMap(({ template }) => Object.values<any>(template.Resources))
    .filter(({ Properties }) => Object.entries(Properties ?? {}).some(([name, value]) => /Name$/.test(name) && typeof value === 'string'));
  expect(named.map(({ Type }) => Type)).toEqual(expect.arrayContaining(['AWS::CloudWatch::Alarm', 'AWS::ECR::Repository', 'AWS::Scheduler::Schedule']));
  const unknown = named.filter(({ Type, Properties }) => takes(Type, Properties).length === 0).map(({ Type }) => Type);
  expect([...new Set(unknown)].sort()).toEqual(NOT_UNIQUE);
});
