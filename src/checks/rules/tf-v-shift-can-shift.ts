import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { listOf, mapOf, textOf, textsOf, Undecided, Value } from '../value';
import { services } from './support/tasks';

const NEEDED = ['AlternateTargetGroupArn', 'ProductionListenerRule', 'RoleArn'];

export const shiftCanShift: Rule = {
  id: 'TF-V-ShiftCanShift',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'error',
  checks: 'A deployment that shifts traffic has a second target group, the listener rule to change, and a role that ECS may use for it.',
  why: 'Without them ECS refuses the service, or the deployment fails when traffic is to move.',
  mend: 'Give the load balancer of the service an AdvancedConfiguration with all three; its role trusts ecs.amazonaws.com.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-implementation.html',
  * judge(cloud) {
    for (const service of services(cloud)) {
      const strategy = textOf(service.get('DeploymentConfiguration.Strategy'));
      for (const balancer of strategy !== undefined && strategy !== 'ROLLING' ? listOf(service.get('LoadBalancers')) : []) {
        const advanced = mapOf(balancer).AdvancedConfiguration;
        const missing = NEEDED.filter((one) => mapOf(advanced)[one] === undefined);
        const trusted = isTrustedByEcs(cloud, mapOf(advanced).RoleArn);
        if (!(balancer instanceof Undecided || advanced instanceof Undecided) && (missing.length > 0 || trusted !== undefined)) {
          const lacks = missing.length > 0 ? `lacks ${missing.join(', ')}` : 'its role does not trust ECS';
          yield verdict(service, missing.length === 0 && trusted === true, `${strategy}, ${missing.length === 0 && trusted ? 'ECS may shift' : lacks}`, 'LoadBalancers');
        }
      }
    }
  },
};

function isTrustedByEcs(cloud: Cloud, role: Value): boolean | undefined {
  const trust = cloud.target(role)?.get('AssumeRolePolicyDocument.Statement');
  return trust === undefined || trust instanceof Undecided ? undefined
    : listOf(trust).some((one) => textsOf(mapOf(mapOf(one).Principal).Service).includes('ecs.amazonaws.com'));
}
