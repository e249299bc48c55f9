import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { mapOf, numberOf } from '../value';
import { containers, nameOf } from './support/tasks';

/** What ECS takes, in seconds but for the retries. */
const RANGES: [name: string, least: number, most: number][] = [['Interval', 5, 300], ['Timeout', 2, 60], ['Retries', 1, 10], ['StartPeriod', 0, 300]];

export const healthCheckAllowed: Rule = {
  id: 'TF-IX-HealthCheckAllowed',
  factor: Factor.DISPOSABILITY,
  severity: 'error',
  checks: 'A health check has times that the service takes: an answer may not be waited for longer than until the next question.',
  why: 'Elastic Load Balancing or ECS refuses it, and the stack fails half-way.',
  mend: 'Keep the timeout below the interval; of a container, the interval within 5 to 300 s, the timeout 2 to 60 s, retries 1 to 10, the start period up to 300 s.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html',
  * judge(cloud) {
    for (const group of cloud.all('AWS::ElasticLoadBalancingV2::TargetGroup').filter((one) => ['HTTP', 'HTTPS'].includes(String(one.get('Protocol'))))) {
      const [interval, timeout] = ['HealthCheckIntervalSeconds', 'HealthCheckTimeoutSeconds'].map((one) => numberOf(group.get(one)));
      if (interval !== undefined && timeout !== undefined) {
        yield verdict(group, timeout < interval, `asks every ${interval} s, waits ${timeout} s`, 'HealthCheckTimeoutSeconds');
      }
    }
    for (const container of containers(cloud).filter(({ definition }) => Object.keys(mapOf(definition.HealthCheck)).length > 0)) {
      const check = mapOf(container.definition.HealthCheck);
      const odd = RANGES.find(([name, least, most]) => (numberOf(check[name]) ?? least) < least || (numberOf(check[name]) ?? most) > most);
      yield verdict(container.task, !odd, `${nameOf(container)}${odd ? `, ${odd[0]} is ${String(check[odd[0]])}` : ' keeps within what ECS takes'}`, `${container.location}.HealthCheck`);
    }
  },
};
