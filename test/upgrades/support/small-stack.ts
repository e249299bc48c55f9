import { DeployableStack, HOME } from './assembly';

type Resources = { [logicalId: string]: any };

/** A stack as short as can be. */
export function stack(name: string, resources: Resources, more: any = {}): DeployableStack {
  return {
    name, place: `aws://${HOME.account}/${HOME.region}`, template: { Resources: resources, ...more }, hasExecutionRole: true, annotations: [],
  };
}

export const cluster = (name?: string) => ({ Type: 'AWS::ECS::Cluster', Properties: name === undefined ? {} : { ClusterName: name } });
export const service = (clusterOf: any, more = {}) => ({ Type: 'AWS::ECS::Service', Properties: { Cluster: clusterOf, ...more } });
export const queue = (name?: string, more = {}) => ({ Type: 'AWS::SQS::Queue', Properties: name === undefined ? {} : { QueueName: name }, ...more });
export const group = (port: number) => ({ Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Port: port } });
export const loadBalancer = (properties: any) => ({ Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { SecurityGroups: [], Subnets: [], ...properties } });
export const listener = (target: string) => ({
  Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { LoadBalancerArn: 'arn', Port: 80, DefaultActions: [{ TargetGroupArn: { Ref: target } }] },
});
export const policy = (name: string, metric: string) => ({
  Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
  Properties: {
    PolicyName: name,
    ScalingTargetId: 'target',
    TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: metric } },
  },
});

/** The entry of a ledger. */
export const entry = (more = {}) => ({
  Type: 'Custom::ReleaseLedger',
  Properties: { Create: JSON.stringify({ action: 'putParameter', parameters: { Name: '/a/b/release', Value: 'none' }, physicalResourceId: { id: '/a/b/release' }, ...more }) },
});
export const deletedEntry = () => {
  const { Type, Properties } = entry();
  return { Type, Properties: { ...Properties, Delete: JSON.stringify({ action: 'deleteParameter' }) } };
};

/** An environment that reads it. */
export function environment(more: Resources = {}, hasExecutionRole = true): DeployableStack {
  const released = {
    Parameters: { Digest: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/a/b/release' } },
    Conditions: { Released: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Digest' }, 'none'] }] } },
    Outputs: { ReleaseLedger: { Value: '/a/b' }, ReleaseParameter: { Value: 'Digest' } },
  };
  const count = { 'Fn::If': ['Released', { Ref: 'AWS::NoValue' }, 0] };
  return { ...stack('Environment', { Service: service('main', { DesiredCount: count }), ...more }, released), hasExecutionRole };
}
