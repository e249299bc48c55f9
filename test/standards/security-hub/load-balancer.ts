import { Control, kept, notApplicable, notKept, refersTo, resourcesOf } from './control';

const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
/** Within the text of a call, which is text itself. */
const PROTECTED = /deletion_protection\.enabled\W+Value\W+true/;
const NO_DOMAIN = 'HTTPS is not built yet: without a domain clients come over HTTP, and a warning says so at synthesis';

/** An attribute of a load balancer. */
function attribute(properties: any, key: string): any {
  return properties.LoadBalancerAttributes.find((one: any) => one.Key === key)?.Value;
}

export const LOAD_BALANCER: Control[] = [
  notKept('ELB.1', 'HTTP is redirected to HTTPS', NO_DOMAIN),
  kept('ELB.4', 'invalid headers are dropped', 'always', BALANCER, ({ properties }) => attribute(properties, 'routing.http.drop_invalid_header_fields.enabled') === 'true'),
  kept('ELB.5', 'access logs', 'in a bucket of their own, for 90 days', BALANCER, ({ properties, template }) => (
    attribute(properties, 'access_logs.s3.enabled') === 'true'
    && resourcesOf(template, 'AWS::S3::Bucket').some(({ id }) => refersTo(attribute(properties, 'access_logs.s3.bucket'), id)))),
  kept('ELB.6', 'protection against deletion', 'in production, by the last call of a deployment', BALANCER, ({ id, template }) => (
    resourcesOf(template, 'Custom::DeletionProtection').some(({ properties: { Create: call } }) => refersTo(call, id) && PROTECTED.test(JSON.stringify(call))))),
  kept('ELB.12', 'defensive against desynchronisation', 'the service\'s default, which nothing changes', BALANCER, ({ properties }) => (
    [undefined, 'defensive', 'strictest'].includes(attribute(properties, 'routing.http.desync_mitigation_mode')))),
  kept('ELB.13', 'several availability zones', 'two at the least', BALANCER, ({ properties }) => properties.Subnets.length >= 2),
  notKept('ELB.16', 'a web ACL', 'which requests are kept out is yours to say: associate one with `entryPoint.loadBalancer`'),
  notApplicable('ELB.17', 'a recommended policy for TLS', 'there is no TLS listener yet'),
  notKept('ELB.18', 'listeners are HTTPS', NO_DOMAIN),
  notKept('ELB.21', 'health checks are encrypted', 'between load balancer and process it is HTTP, inside the network and between two security groups'),
  notKept('ELB.22', 'targets are reached encrypted', 'likewise'),
  notApplicable('ELB.2, .3, .7 to .10, .14', 'classic load balancers', 'there are none', 'AWS::ElasticLoadBalancing::LoadBalancer'),
];
