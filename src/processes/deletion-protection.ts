import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSdkCall, PhysicalResourceId, PhysicalResourceIdReference } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { AwsCall } from '../private/aws-call';

const PROTECTION = 'deletion_protection.enabled';
const RULES = ['ELBDeletionProtectionEnabled', 'elbv2_deletion_protection_enabled_check'];

/**
 * Protects a load balancer against deletion by anything but its own stack. As an attribute in the template, the protection would be on before the
 * rest of a first deployment is there, which then could not be rolled back, and a stack that is deleted would stop half-way. So it is switched on
 * after everything else that `after` names, and off before the load balancer is deleted.
 */
export function protectFromDeletion(scope: Construct, loadBalancer: elbv2.ApplicationLoadBalancer, after: Construct[]): void {
  loadBalancer.removeAttribute(PROTECTION); // an update of the load balancer leaves alone what the template does not say
  const protection = new AwsCall(scope, 'DeletionProtection', {
    resourceType: 'Custom::DeletionProtection',
    onCreate: modify(loadBalancer.loadBalancerArn, 'true'),
    onUpdate: modify(loadBalancer.loadBalancerArn, 'true'),
    onDelete: modify(new PhysicalResourceIdReference(), 'false'),
    statements: [new iam.PolicyStatement({
      actions: ['elasticloadbalancing:ModifyLoadBalancerAttributes'], resources: [loadBalancer.loadBalancerArn],
    })],
  });
  protection.node.addDependency(...after);
  acknowledge(loadBalancer, 'It is protected once everything else is there, by a call of the deployment, and not by its own attributes',
    ...RULES);
}

/** Why a load balancer has no such protection. */
export function leaveUnprotected(loadBalancer: elbv2.ApplicationLoadBalancer): void {
  loadBalancer.removeAttribute(PROTECTION); // off is what it is by itself
  acknowledge(loadBalancer, 'Only production is protected against deletion: other environments are made and deleted as they are needed', ...RULES);
}

function modify(loadBalancerArn: string | PhysicalResourceIdReference, enabled: string): AwsSdkCall {
  return {
    service: 'elastic-load-balancing-v2',
    action: 'modifyLoadBalancerAttributes',
    parameters: { LoadBalancerArn: loadBalancerArn, Attributes: [{ Key: PROTECTION, Value: enabled }] },
    outputPaths: [],
    ...(typeof loadBalancerArn === 'string' ? { physicalResourceId: PhysicalResourceId.of(loadBalancerArn) } : {
      ignoreErrorCodesMatching: 'LoadBalancerNotFound', // it was deleted by hand
    }),
  };
}
