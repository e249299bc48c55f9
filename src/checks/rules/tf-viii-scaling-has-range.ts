import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { numberOf, possibilities } from '../value';
import { scalableTargetsOf } from './support/counts';
import { services } from './support/tasks';

export const scalingHasRange: Rule = {
  id: 'TF-VIII-ScalingHasRange',
  factor: Factor.CONCURRENCY,
  severity: 'error',
  checks: 'The fewest copies of a process are no more than the most.',
  why: 'Application Auto Scaling refuses such a target, and the stack fails after the service is made.',
  mend: 'Raise MaxCapacity, or lower MinCapacity.',
  source: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html',
  * judge(cloud) {
    for (const target of services(cloud).flatMap((one) => scalableTargetsOf(cloud, one))) {
      const [fewest, most] = ['MinCapacity', 'MaxCapacity'].map((one) => possibilities(target.get(one)).map(numberOf));
      // Two conditions need not be met at once, and one that both depend on never has both sides.
      const together = fewest.length === 1 || most.length === 1;
      if (together && ![...fewest, ...most].includes(undefined)) {
        const [from, to] = [Math.max(...fewest as number[]), Math.min(...most as number[])];
        yield verdict(target, from <= to, `from ${from} to ${to}`, 'MinCapacity');
      }
    }
  },
};
