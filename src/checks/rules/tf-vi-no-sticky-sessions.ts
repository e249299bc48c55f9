import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { booleanOf, listOf, mapOf } from '../value';
import { targetGroupAttribute } from './support/load-balancing';

export const noStickySessions: Rule = {
  id: 'TF-VI-NoStickySessions',
  factor: Factor.PROCESSES,
  severity: 'error',
  checks: 'A load balancer sends any request to any copy of a process.',
  why: 'A client that is tied to one copy loses its session with that copy: at each release, each scaling in, each crash.',
  mend: 'Turn stickiness off and keep session state in a backing service.',
  source: 'https://12factor.net/processes',
  * judge(cloud) {
    for (const group of cloud.all('AWS::ElasticLoadBalancingV2::TargetGroup')) {
      const sticky = booleanOf(targetGroupAttribute(group, 'stickiness.enabled', 'false'));
      if (sticky !== undefined) {
        yield verdict(group, !sticky, `stickiness is ${sticky ? 'on' : 'off'}`, 'TargetGroupAttributes');
      }
    }
    for (const listener of cloud.all('AWS::ElasticLoadBalancingV2::Listener', 'AWS::ElasticLoadBalancingV2::ListenerRule')) {
      for (const action of [...listOf(listener.get('DefaultActions')), ...listOf(listener.get('Actions'))]) {
        const sticky = booleanOf(mapOf(mapOf(mapOf(action).ForwardConfig).TargetGroupStickinessConfig).Enabled);
        if (sticky !== undefined) {
          yield verdict(listener, !sticky, `stickiness to a target group is ${sticky ? 'on' : 'off'}`, 'DefaultActions');
        }
      }
    }
  },
};
