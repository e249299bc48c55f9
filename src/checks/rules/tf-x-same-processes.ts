import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, verdict } from '../rule';
import { counterparts, families } from './support/environments';
import { containersOf, wordsOf } from './support/tasks';

export const sameProcesses: Rule = {
  id: 'TF-X-SameProcesses',
  factor: Factor.PARITY,
  severity: 'warning',
  checks: 'The environments of an app run the same containers with the same commands.',
  why: 'What differs is not tested before production. Environments differ in values and sizes only.',
  mend: 'Move the difference into a variable, or into the size.',
  source: 'https://12factor.net/dev-prod-parity',
  * judge(cloud) {
    for (const { first, other } of families(cloud).flatMap((one) => counterparts(one, 'AWS::ECS::TaskDefinition'))) {
      const [ours, theirs] = [processesOf(first), processesOf(other)];
      if (ours.length > 0 && theirs.length > 0 && !ours.includes(undefined) && !theirs.includes(undefined)) {
        const odd = [...ours.filter((one) => !theirs.includes(one)), ...theirs.filter((one) => !ours.includes(one))];
        yield verdict(other, odd.length === 0, odd.length === 0 ? `the same as in ${first.template.name}` : `not in both: ${odd.join('; ')}`, 'ContainerDefinitions');
      }
    }
  },
};

/** Each container by its name and command; nothing for one whose command only the deployment knows. */
function processesOf(task: Resource): (string | undefined)[] {
  return containersOf(task).map(({ definition }) => {
    const words = wordsOf(definition.Command);
    return typeof definition.Name === 'string' && (words || definition.Command === undefined) ? [definition.Name, ...words ?? []].join(' ') : undefined;
  });
}
